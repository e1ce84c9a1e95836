/** Answers word for word from public sources (API sheet, sections 4 and 7). */
export const verbatim = {
  risk: '{"code":50413,"data":null,"message":"Post Text Risk Not Pass","request_id":"202511281418218670D408837A9B0EB58F","status":50413,"time_elapsed":"36.799829ms"}',
  access:
    '{"code":50400,"data":null,"message":"Access Denied: Internal Error","request_id":"202504042128562871200FD80766DBAC13","status":50400,"time_elapsed":"84.448µs"}',
  gateway:
    '{"ResponseMetadata":{"RequestId":"2021abc","Action":"CVProcess","Version":"2022-08-31","Service":"cv","Region":"cn-north-1","Error":{"CodeN":100010,"Code":"SignatureDoesNotMatch","Message":"The request signature we calculated does not match ..."}}}',
  wrapped: '{"error":{"message":"Text Risk Not Pass","type":"jimeng_error","param":"","code":"50412"}}',
  notFound:
    '{"error":{"message":"Invalid URL (POST /v1/images/generations), you may need [POST /volcv/v1/images/generations]","type":"invalid_request_error","code":""}}',
  token: '{"error":{"message":"Invalid token (request id: x)","type":"new_api_error","code":""}}',
};
