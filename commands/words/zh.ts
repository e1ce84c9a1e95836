import type { ProblemCode, ProblemFacts } from '../../src/core/problem.ts';
import type { Scope } from '../../src/core/quota.ts';
import type { Words } from './en.ts';

const either = new Intl.ListFormat('zh', { type: 'disjunction' });
const both = new Intl.ListFormat('zh', { type: 'conjunction' });
/** Menus and forms show the name, text takes it after two dashes: quotes suit both. */
const named = (option: string) => `“${option}”`;
const dash = /[\p{Pd}\u2212]/u;
const escapeHint = '如果它是画面描述的一部分，请在横线前加一个反斜杠（\\）。';
const maybe = (suggestion: string | undefined) => (suggestion ? `您是想用 ${suggestion} 吗？` : '');

const moment = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const owners = {
  person: '您的',
  role: '您所属身份组的',
  channel: '本频道的',
  community: '本社区的',
  everyone: '所有人共用的',
} satisfies Record<Scope, string>;

const sharers: Readonly<Record<Exclude<Scope, 'person'>, string>> = {
  role: '您的身份组',
  channel: '本频道',
  community: '本社区',
  everyone: '所有人合计',
};

type Sentences = { [Code in ProblemCode]: (facts: ProblemFacts[Code]) => string };

const problems: Sentences = {
  option_missing: ({ option }) =>
    option === 'prompt' ? '请告诉我要画什么，例如“/imagine 黎明时分的狐狸”。' : `还缺少${named(option)}，请填写。`,
  option_unknown: ({ given, suggestion }) =>
    `没有 ${given} 这个选项。${maybe(suggestion) || '用 /help 可以查看全部选项。'}${dash.test(given) ? escapeHint : ''}`,
  option_twice: ({ option }) => `${named(option)}出现了两次，请只写一次。`,
  option_value_missing: ({ option }) => `--${option} 后面需要写上它的值。`,
  option_value_unwanted: ({ option }) =>
    `--${option} 后面不用写值。请在末尾写 --${option} 表示开启，或写 --no-${option} 表示关闭。`,
  option_not_a_number: ({ option, given }) => `${named(option)}必须是用普通数字写成的数，现在是“${given}”。`,
  option_not_whole: ({ option, given }) => `${named(option)}必须是用普通数字写成的整数，现在是“${given}”。`,
  option_out_of_range: ({ option, given, minimum, maximum }) =>
    `${named(option)}必须在 ${minimum} 到 ${maximum} 之间，现在是 ${given}。`,
  option_not_a_choice: ({ option, given, choices, suggestion }) =>
    `${named(option)}不能是“${given}”。${maybe(suggestion)}可选：${either.format(choices)}。`,
  option_not_a_flag: ({ option, given }) => `${named(option)}只能开启或关闭（on 或 off），现在是“${given}”。`,
  option_too_long: ({ option, length, maximum }) =>
    `${named(option)}有 ${length} 个字符，最多只能有 ${maximum} 个，请缩短一些。`,
  options_conflict: ({ options }) => `${both.format(options.map(named))}不能同时使用，请去掉其中一个。`,
  options_belong_together: ({ options }) => `${both.format(options.map(named))}需要一起填写。`,
  size_too_large_for_model: ({ model, maximum }) =>
    `模型 ${model} 的单边最多为 ${maximum} 像素。请选择更小的尺寸或换一个模型。`,
  command_unknown: ({ given, suggestion }) =>
    `没有 /${given} 这个命令。${maybe(suggestion && `/${suggestion}`) || '用 /help 可以查看全部命令。'}`,
  button_unknown: () => '这个按钮已失效。/help 会列出我能做的事。',
  too_many_pictures: ({ count, maximum }) => `这样会有 ${count} 张图片，而一条消息最多放 ${maximum} 张。请减少一些。`,
  braces_unclear: ({ given }) =>
    `“${given}”看不明白：请用 {红, 蓝} 写出选项、用 {{颜色}} 引用词表，或在花括号前加一个反斜杠（\\）。`,
  list_unknown: ({ given, suggestion }) =>
    `这里没有名为“${given}”的词表。${maybe(suggestion) || '用 /list 可以查看全部词表。'}`,
  preset_unknown: ({ given, suggestion }) =>
    `没有名为“${given}”的预设。${maybe(suggestion) || '用 /preset 可以查看您的预设。'}`,
  name_unusable: ({ given }) => `“${given}”不能用作名称。请使用不超过 32 个字母、数字、连字符或下划线。`,
  emoji_unusable: ({ given }) => `“${given}”不是一个可以用来回应的表情。请只写一个表情。`,
  person_unknown: ({ given }) => `我不知道“${given}”是谁。请用 @ 提及对方。`,
  picture_needed: () => '是哪一张图片？请在我的某张图片下使用，或给出它的配方码。',
  picture_unknown: ({ recipe }) => `没有配方码为 ${recipe} 的图片，它也许已被删除。`,
  picture_removed: () => '这张图片已被删除。',
  picture_not_ready: () => '这张图片还没有画好，请等它画好后再试。',
  picture_private: () => '这是一张私密图片，只有请求它的人可以使用。',
  picture_restricted: () => '这张图片是在年龄限制频道里画的，只能在同类频道中显示，请到那里再试。',
  recipe_mistyped: ({ given }) => `“${given}”不是有效的配方码：其中有一个字符不对，请检查一下。`,
  undo_too_late: () => '已经太晚了：删除的图片只能在十分钟内恢复。',
  wording_unknown: () => '图像服务没有说明它为这张图片读到了哪些文字。',
  settings_unreadable: () => '这张图片里没有记录它是怎样画出来的，它也许不是我画的。',
  file_unreachable: () => '无法取得这个文件，请稍后再试。',
  call_forgotten: () => '时间太久，当时的请求已不再保留，请重新发起。',
  administrators_only: () => '只有管理员可以在这里更改这项设置。',
  permission_missing: ({ permissions }) =>
    `我没有权限在这里发图片。请让管理员在本频道给我以下权限：${both.format(permissions)}。`,
  not_in_channel: ({ bot }) => `我还不在这个频道里。请在这里输入 /invite @${bot}，然后再试一次。`,
  not_in_direct_message: () => '我无法在他人之间的私信中发消息。请在频道里，或在与我的私信中再试一次。',
  picture_too_large_for_place: ({ limit }) =>
    `图片超过了这里 ${limit} MB 的上传限制。请选择更小的尺寸，或关闭“upscale”。`,
  direct_messages_closed: () => '我无法给您发私信。请允许接收来自本服务器的私信，然后再试一次。',
  pictures_off_here: () => '本频道已关闭图片功能，管理员可以用 /rules 更改。',
  place_unreachable: () => '原本要显示图片的消息已经无法访问，请重新发起。',
  place_silent: () => '聊天平台没有及时回应，请重新发起。',
  prompt_refused: () => '图像服务的安全过滤拒绝了这段描述，请换一种说法。',
  prompt_names_refused: () => '描述中含有图像服务不允许的人名、品牌或词语。请试着不用名称来描述。',
  wording_refused: () => '图像服务拒绝了它自己扩写的描述。请关闭“enhance”后再试。',
  picture_refused: () => '画了两张图，但都被安全过滤拒绝了。换更温和的说法或换一个种子也许有用。',
  picture_copyright_refused: () => '画出的图与受版权保护的作品太相似，被拒绝了。换一种说法或换一个种子也许有用。',
  request_refused: () => '图像服务的安全过滤拒绝了这次请求，请换一种说法。',
  safety_check_down: () => '图像服务的安全检查暂时不可用，请稍后再试。',
  service_busy: () => '图像服务现在太忙了，请过一分钟再试。',
  service_failed: () => '图像服务出了点问题，重试后仍未成功。请稍后再试。',
  service_unreachable: () => '无法连接图像服务，请过几分钟再试。',
  service_timeout: ({ seconds }) =>
    `图像服务在 ${seconds} 秒内没有回应。图片也许已经画好，所以我没有重复请求；需要的话请再试一次。`,
  service_cut_off: () => '绘制过程中连接断开了。图片也许已经画好，所以我没有重复请求；需要的话请再试一次。',
  service_unclear: () => '图像服务的回答无法理解，请稍后再试。',
  service_gave_no_picture: () => '图像服务说已完成，却没有发来图片。请再试一次。',
  picture_unreadable: () => '图像服务发来的内容不是我能读取的图片，请再试一次。',
  picture_expired: () => '图片的下载地址在我取回之前就过期了，请再试一次。',
  picture_download_failed: () => '图片已经画好，但下载失败了，请再试一次。',
  picture_address_refused: () => '图像服务发来了一个我不能打开的地址。已通知管理员，请稍后再试。',
  picture_too_large: () => '图片超过了我能下载的大小，请选择更小的尺寸。',
  service_access_denied: () => '图像服务的设置不正确。已通知管理员，请稍后再试。',
  service_no_credit: () => '图像服务的账户额度已用完。已通知管理员，请稍后再试。',
  service_misconfigured: () => 'Easel 中图像服务的地址不正确。已通知管理员，请稍后再试。',
  service_rejected_settings: () => '图像服务不接受这些设置。请用默认的尺寸和步数再试。',
  service_rejected_request: () => '图像服务拒绝了 Easel 发出的请求。已通知管理员，请稍后再试。',
  service_paused: ({ seconds }) => `图像服务的设置不正确，已通知管理员。我会在 ${seconds} 秒后再次尝试连接。`,
  cancelled: () => '已取消。',
  nothing_to_cancel: () => '已经没有图片在排队或绘制，无需取消。',
  not_yours: () => '只有请求这张图片的人或管理员可以这样做。',
  queue_full: ({ limit }) => `您已有 ${limit} 张图片在排队。请等其中一张画好后再试。`,
  channel_queue_full: ({ limit }) => `本频道已有 ${limit} 张图片在排队。请等其中一张画好后再试。`,
  quota_used_up: ({ scope, period, refillsAt }) =>
    `${owners[scope]}${period === 'day' ? '今日' : '本月'}图片额度已用完，${moment.format(refillsAt)}（UTC）起恢复。`,
  shutting_down: () => 'Easel 正在重启，请过一分钟再试。',
  interrupted: () => 'Easel 在图片画好之前重启了，绘制已停止，请重新发起。',
  storage_failed: () => 'Easel 现在无法保存数据。已通知管理员，请稍后再试。',
  unexpected: () => 'Easel 内部出了问题，管理员可以在日志中查到原因。请再试一次。',
};

/** Everything that Easel says in simplified Chinese. */
export const zh: Words = {
  tag: 'zh-CN',
  problems,
  imagine: {
    summary: '用文字画一张图',
    options: {
      prompt: '要画什么。想让文字出现在画面里，请用双引号括起来',
      aspect: '画面比例；也可以改用宽度和高度',
      width: '放大前的精确宽度（像素），需与高度一起填写',
      height: '放大前的精确高度（像素），需与宽度一起填写',
      model: '用哪个模型绘制',
      seed: '相同的种子加上相同的设置，极有可能得到相同的图片',
      guidance: '文字对画面的影响程度',
      steps: '步数越多耗时越长，细节可能更丰富',
      enhance: '先让服务扩写描述（默认：描述较短时开启）',
      wording: '服务扩写描述的方式',
      wordingSeed: '相同的扩写种子会得到相同的扩写结果',
      upscale: '最后把宽度和高度都放大一倍（默认：开启）',
      watermark: '画在图片一角的文字',
      watermarkCorner: '水印在哪个角',
      watermarkLanguage: '没有填写水印文字时，服务自带水印的语言',
      watermarkOpacity: '水印的不透明度：0 为看不见，1 为完全不透明',
    },
    labels: {
      prompt: '描述',
      aspect: '画面比例',
      width: '宽度',
      height: '高度',
      model: '模型',
      seed: '种子',
      guidance: '引导强度',
      steps: '步数',
      enhance: '扩写描述',
      wording: '扩写方式',
      wordingSeed: '扩写种子',
      upscale: '放大',
      watermark: '水印',
      watermarkCorner: '水印位置',
      watermarkLanguage: '水印语言',
      watermarkOpacity: '水印不透明度',
    },
    painting: '正在绘制…',
    waiting: (ahead, wait) => `前面还有 ${ahead} 张图片${wait ? `，大约需要 ${wait}` : ''}…`,
    waitSeconds: (seconds) => `${seconds} 秒`,
    waitMinutes: (minutes) => `${minutes} 分钟`,
    paintingNewSeed: '第一张图被安全过滤拒绝了，正在用新的种子再画一张…',
    paintingAgain: '图像服务出了点问题，正在重试…',
    done: 'AI 生成',
    doneNewSeed: 'AI 生成。第一张图被拒绝了，所以这一张用了另一个种子。',
    altText: (prompt) => `AI 生成的图片：${prompt}`,
    seed: '种子',
    time: '用时',
    seconds: (seconds) => `${seconds} 秒`,
    times: (painting, all) => `绘制 ${painting} 秒，共 ${all} 秒`,
    model: '模型',
    size: '尺寸',
  },
  cancel: {
    summary: '取消您正在排队或绘制的图片',
    options: {},
    button: '取消',
    done: (count) => `已取消 ${count} 张图片。`,
  },
  usage: {
    summary: '您今天和本月画了多少张图片',
    options: {},
    intro: '您的图片数量，按 UTC 日历计算。失败的不计入，开始绘制前取消的也不计入。',
    day: '今天',
    month: '本月',
    soFar: { day: '今天到目前为止：', month: '本月到目前为止：' },
    shared: (scope, period) => `${sharers[scope]}，${period === 'day' ? '今天' : '本月'}`,
    left: (count) => (count > 0 ? `还剩 ${count} 张图片` : '已用完'),
    spent: (amount) => `已花费 ${amount}`,
    community: '本社区',
    limits: '此处适用的限额',
    busiest: '今天画得最多的人',
    nobody: '今天这里还没有人画过图片。',
    line: '所有人的队列，现在',
    waiting: '等待中',
    painting: '正在绘制',
    pictures: (used) => `${used} 张图片`,
    picturesOf: (used, limit) => `${used} / ${limit} 张图片`,
    moneyOf: (used, limit) => `已花费 ${used} / ${limit}`,
    refills: (at) => `${moment.format(at)}（UTC）起恢复`,
  },
  help: {
    summary: 'Easel 能做什么，以及所有选项',
    options: { command: '只看这个命令' },
    intro: 'Easel 用文字画图。输入 /imagine，再说出您想看到的画面。',
    usage: '选项也可以直接写在文字里：一只狐狸 --aspect 16:9 --seed 42 --no-enhance',
    required: '必填',
    range: (minimum, maximum) => `${minimum} 到 ${maximum}`,
    characters: (maximum) => `最多 ${maximum} 个字符`,
    default: (value) => `默认 ${value}`,
    onOff: '开启或关闭',
    also: (flags) => `也可写作 ${flags.join('、')}`,
  },
};
