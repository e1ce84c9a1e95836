/** How a style says what it wants, around the words of whoever asks. Both read best in the language of those words. */
interface Look {
  readonly en: string;
  readonly zh: string;
}

/** Styles by the name that people type. What they are called is in the words. */
const looks = {
  photo: {
    en: '{prompt}, professional photograph, natural light, sharp focus, fine detail',
    zh: '{prompt}，专业摄影，自然光，对焦清晰，细节丰富',
  },
  film: {
    en: 'film still of {prompt}, anamorphic lens, shallow depth of field, cinematic lighting, film grain',
    zh: '电影剧照：{prompt}，变形宽银幕镜头，浅景深，电影级布光，胶片颗粒',
  },
  portrait: {
    en: 'studio portrait of {prompt}, softbox lighting, plain backdrop, 85mm lens, detailed skin and eyes',
    zh: '影棚肖像：{prompt}，柔光箱布光，纯色背景，85mm 镜头，皮肤与眼神细节清晰',
  },
  macro: {
    en: 'macro photograph of {prompt}, extreme close-up, tiny details, creamy bokeh',
    zh: '微距摄影：{prompt}，极近特写，细微纹理清晰，柔和虚化背景',
  },
  food: {
    en: 'food photograph of {prompt}, appetising, soft window light, styled table, shallow depth of field',
    zh: '美食摄影：{prompt}，令人垂涎，柔和窗光，精致摆盘，浅景深',
  },
  architecture: {
    en: '{prompt}, architectural photograph, clean lines, wide-angle lens, golden hour light',
    zh: '{prompt}，建筑摄影，线条利落，广角镜头，黄金时刻光线',
  },
  noir: {
    en: '{prompt}, film noir, black and white, hard shadows, venetian blind light, rain and smoke',
    zh: '{prompt}，黑色电影风格，黑白画面，强烈阴影，百叶窗光影，雨夜与烟雾',
  },
  polaroid: {
    en: 'instant photograph of {prompt}, faded colours, soft focus, light leak, nostalgic',
    zh: '拍立得照片：{prompt}，褪色色调，柔焦，漏光，怀旧气息',
  },
  watercolour: {
    en: 'watercolour painting of {prompt}, loose washes, bleeding pigments, textured paper',
    zh: '水彩画：{prompt}，晕染流动，颜料渗化，水彩纸纹理',
  },
  oil: {
    en: 'oil painting of {prompt}, visible brushstrokes, rich impasto, canvas texture',
    zh: '油画：{prompt}，笔触清晰，厚涂质感，画布纹理',
  },
  gouache: {
    en: 'gouache painting of {prompt}, matte opaque colours, flat shapes, soft edges',
    zh: '水粉画：{prompt}，不透明哑光色彩，平涂色块，柔和边缘',
  },
  pastel: {
    en: 'soft pastel drawing of {prompt}, chalky texture, blended tender colours',
    zh: '粉彩画：{prompt}，粉笔质感，色彩柔和过渡',
  },
  pencil: {
    en: 'pencil sketch of {prompt}, graphite shading, cross-hatching, white paper',
    zh: '铅笔素描：{prompt}，石墨明暗，交叉排线，白纸',
  },
  charcoal: {
    en: 'charcoal drawing of {prompt}, deep blacks, smudged shadows, rough paper',
    zh: '炭笔画：{prompt}，浓黑线条，揉擦阴影，粗糙纸面',
  },
  ink: {
    en: 'Chinese ink wash painting of {prompt}, sumi ink on rice paper, flowing brushwork, empty space',
    zh: '中国水墨画：{prompt}，宣纸，墨色浓淡相宜，笔意流畅，大面积留白',
  },
  'ukiyo-e': {
    en: 'ukiyo-e woodblock print of {prompt}, bold outlines, flat colours, Edo period composition',
    zh: '浮世绘木版画：{prompt}，粗犷轮廓线，平涂色彩，江户时代构图',
  },
  anime: {
    en: 'anime key visual of {prompt}, clean line art, cel shading, luminous background',
    zh: '动漫主视觉图：{prompt}，线条干净，赛璐璐上色，光感背景',
  },
  comic: {
    en: 'comic book panel of {prompt}, bold ink outlines, halftone dots, dynamic composition',
    zh: '漫画分镜：{prompt}，粗黑墨线，网点纸，动感构图',
  },
  storybook: {
    en: 'storybook illustration of {prompt}, warm and whimsical, gentle colours, hand-painted',
    zh: '绘本插画：{prompt}，温暖童趣，柔和配色，手绘质感',
  },
  fantasy: {
    en: 'epic fantasy art of {prompt}, dramatic light, intricate detail, sweeping scenery',
    zh: '史诗奇幻插画：{prompt}，戏剧性光线，细节繁复，宏大场景',
  },
  cyberpunk: {
    en: '{prompt}, cyberpunk, neon lights, rain-soaked streets at night, holograms',
    zh: '{prompt}，赛博朋克风格，霓虹灯光，雨夜街道，全息投影',
  },
  'art-deco': {
    en: 'art deco poster of {prompt}, geometric shapes, gold and black, elegant symmetry',
    zh: '装饰艺术风格海报：{prompt}，几何造型，金黑配色，优雅对称',
  },
  'stained-glass': {
    en: 'stained glass window of {prompt}, lead lines, glowing jewel colours',
    zh: '彩色玻璃窗：{prompt}，铅条轮廓，宝石般通透的色彩',
  },
  papercut: {
    en: 'layered paper cut art of {prompt}, crisp edges, soft shadows between layers',
    zh: '多层剪纸艺术：{prompt}，边缘利落，层间柔和阴影',
  },
  claymation: {
    en: 'claymation scene of {prompt}, modelling clay, visible fingerprints, miniature set',
    zh: '黏土定格动画场景：{prompt}，黏土材质，可见指纹，微缩布景',
  },
  '3d': {
    en: '3D render of {prompt}, soft global illumination, smooth materials, high detail',
    zh: '三维渲染：{prompt}，柔和全局光照，光滑材质，高细节',
  },
  'low-poly': {
    en: 'low poly 3D art of {prompt}, faceted shapes, flat shading, simple colours',
    zh: '低多边形三维艺术：{prompt}，棱面造型，平面着色，简洁配色',
  },
  isometric: {
    en: 'isometric illustration of {prompt}, tiny detailed diorama, clean background',
    zh: '等距视角插画：{prompt}，精致微缩场景，干净背景',
  },
  pixel: {
    en: 'pixel art of {prompt}, 16-bit palette, crisp pixels, no anti-aliasing',
    zh: '像素画：{prompt}，16 位配色，像素清晰，无抗锯齿',
  },
  'line-art': {
    en: 'minimal line art of {prompt}, single-weight black lines, white background',
    zh: '极简线稿：{prompt}，等宽黑色线条，白色背景',
  },
  blueprint: {
    en: 'blueprint of {prompt}, white technical lines on blue paper, plan and side views',
    zh: '蓝图：{prompt}，蓝底白色工程线，平面图与侧视图',
  },
  risograph: {
    en: 'risograph print of {prompt}, two spot colours, grainy texture, slight misregistration',
    zh: '孔版印刷：{prompt}，双专色，颗粒质感，轻微套印错位',
  },
  sticker: {
    en: 'die-cut sticker of {prompt}, thick white border, bold flat colours, plain background',
    zh: '模切贴纸：{prompt}，粗白边，鲜明平涂色，纯色背景',
  },
  logo: {
    en: 'vector logo of {prompt}, simple bold shapes, two colours, white background',
    zh: '矢量标志：{prompt}，简洁有力的图形，双色，白色背景',
  },
} as const satisfies Record<string, Look>;

export type Style = keyof typeof looks;

/** In the order in which they are listed: photographs, paintings, drawings, worlds, things made by hand, prints. */
export const styleNames = Object.keys(looks).filter((name): name is Style => name in looks);

/** The prompt in a style. Its own words, and what it has in quotes, stay as they are. */
export function inStyle(prompt: string, style: Style): string {
  const words = prompt.replace(/[\s.,;:，。；：、]+$/u, '');
  // A function, since `$&` in a prompt is no command.
  return looks[style][isChinese(prompt) ? 'zh' : 'en'].replace('{prompt}', () => words || prompt);
}

/** Whether most of it is Chinese. Japanese is not, although it shares many characters. */
function isChinese(prompt: string): boolean {
  const count = (pattern: RegExp) => prompt.match(pattern)?.length ?? 0;
  const kana = count(/[\p{sc=Hira}\p{sc=Kana}]/gu);
  return kana === 0 && count(/\p{sc=Han}/gu) * 2 > count(/\p{L}/gu);
}
