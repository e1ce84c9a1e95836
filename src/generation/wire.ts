import { corners, type GenerationRequest, type Watermark, watermarkLanguages } from '../core/generation.ts';

/** How the service hands a picture over: inside its answer, or as an address to fetch. */
export type PictureDelivery = 'base64' | 'url';

/** API sheet, section 2.1. A model that is not listed is a `req_key` itself, so a new one needs no new version of Easel. */
const modelKeys: ReadonlyMap<string, string> = new Map([
  ['2.1 Pro', 'high_aes_general_v21_L'],
  ['2.0 Pro', 'high_aes_general_v20_L'],
  ['2.0', 'high_aes_general_v20'],
]);

const scheduleKeys = { pe: 'general_v20_9B_pe', rephraser: 'general_v20_9B_rephraser' } as const;

/** Sent without a watermark too, because the defaults of these fields differ between the service's documents (API sheet, section 2.2). */
const noLogo = { add_logo: false, position: 0, language: 0, opacity: 0.3, logo_text_content: '' };

/** The request as the API's body. Every field of the API text is always there: defaults differ by model and by document. */
export function requestBody(request: GenerationRequest, delivery: PictureDelivery) {
  return {
    req_key: modelKeys.get(request.model) ?? request.model,
    prompt: request.prompt,
    req_schedule_conf: scheduleKeys[request.wording],
    llm_seed: request.wordingSeed,
    seed: request.seed,
    scale: request.guidance,
    ddim_steps: request.steps,
    width: request.width,
    height: request.height,
    use_pre_llm: request.enhance,
    use_sr: request.upscale,
    return_url: delivery === 'url',
    logo_info: request.watermark ? logoInfo(request.watermark) : noLogo,
  };
}

/** The API counts corners and languages from 0 in the order of our lists (API sheet, section 2.2). */
function logoInfo({ text, corner, language, opacity }: Watermark): typeof noLogo {
  return {
    add_logo: true,
    position: corners.indexOf(corner),
    language: watermarkLanguages.indexOf(language),
    opacity,
    logo_text_content: text,
  };
}
