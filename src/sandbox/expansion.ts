import { randomFrom } from './random.ts';
import type { SandboxRequest } from './request.ts';

type Choices = readonly [string, ...string[]];

/** Moods only, never subjects: an expansion must not turn a fox into a city. */
const english: Record<'light' | 'depth' | 'finish', Choices> = {
  light: ['soft golden light', 'pale silver light', 'warm rose light', 'cool blue light', 'glowing amber light'],
  depth: ['layers fading into haze', 'wide open view', 'quiet empty foreground', 'gentle sense of depth'],
  finish: ['fine grain', 'harmonious colours', 'delicate detail', 'calm composition', 'painterly finish'],
};
const chinese: typeof english = {
  light: ['柔和的金色光线', '清冷的银色光线', '温暖的玫瑰色光线', '幽蓝的光线', '琥珀色的辉光'],
  depth: ['层次渐隐于薄雾', '视野开阔', '前景安静留白', '空间层次分明'],
  finish: ['细腻颗粒', '色彩和谐', '细节精致', '构图宁静', '绘画质感'],
};

/**
 * The prompt as the service's language model would rewrite it: the same for the same prompt, `llm_seed` and
 * `req_schedule_conf`. Undefined when `use_pre_llm` is off.
 */
export function expandPrompt(request: SandboxRequest): string | undefined {
  if (!request.use_pre_llm) return undefined;
  const random = randomFrom(`${request.prompt}\n${request.llm_seed}\n${request.req_schedule_conf}`);
  const isChinese = /\p{Script=Han}/u.test(request.prompt);
  const words = isChinese ? chinese : english;
  return [request.prompt, random.pick(words.light), random.pick(words.depth), random.pick(words.finish)].join(
    isChinese ? '，' : ', ',
  );
}
