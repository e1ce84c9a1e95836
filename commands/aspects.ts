import { Problem } from '../src/core/problem.ts';

/** The service's own list, in pixels before upscaling (API sheet, section 2.5). */
export const aspects = {
  '1:1': [512, 512],
  '4:3': [512, 384],
  '3:4': [384, 512],
  '3:2': [512, 341],
  '2:3': [341, 512],
  '16:9': [512, 288],
  '9:16': [288, 512],
  '1:1 large': [768, 768],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

export type AspectName = keyof typeof aspects;

export const aspectNames = ['1:1', '4:3', '3:4', '3:2', '2:3', '16:9', '9:16', '1:1 large'] as const;

/** Other ways to write them. */
export const aspectSpellings = { large: '1:1 large', square: '1:1' } as const;

/** Whether a request has exactly this size. */
export function isAspect(
  request: { readonly width: number; readonly height: number },
  [width, height]: readonly [number, number],
): boolean {
  return request.width === width && request.height === height;
}

/** The documentation of 2.0 gives 680 where its siblings have 768 (API sheet, section 2.1). */
const largestSideOfModel20 = 680;

/** Throws Problem `size_too_large_for_model`. */
export function refuseTooLarge({ model, width, height }: { model: string; width: number; height: number }): void {
  if (model === '2.0' && Math.max(width, height) > largestSideOfModel20) {
    throw new Problem('size_too_large_for_model', { model, maximum: largestSideOfModel20 });
  }
}
