/** An address that Slack sent. Throws unless it is https, or http while Slack itself is a server that is spoken to by http. */
export function slackUrl(address: string, apiUrl: string): URL {
  const url = new URL(address);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && apiUrl.startsWith('http:'))) return url;
  throw new Error('Slack sent an address that is not https');
}
