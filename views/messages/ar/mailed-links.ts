import { html } from '#lib/html'
import type { mailedLinks as en } from '../en/mailed-links.ts'

export const mailedLinks: typeof en = {
  checkTitle: 'تفقّد بريدك',
  checkVerify: (email) => html`أرسلنا رابطًا إلى ${email}. افتحه لتأكيد عنوانك.`,
  checkReset: (email) => html`إذا كان هناك حساب للعنوان ${email}، فسيصلك رابط لاختيار كلمة مرور جديدة.`,
  checkAgain: (email) => html`إذا كان هناك رابط يجب إرساله إلى ${email}، فهو في الطريق إليك.`,
  checkAdvice: 'قد يستغرق ذلك بضع دقائق. تفقّد مجلد الرسائل غير المرغوب فيها أيضًا.',
  sendAgain: 'الإرسال مرة أخرى',
  sentAgain: 'أُرسل الرابط مرة أخرى.',
  backToSignIn: 'العودة إلى تسجيل الدخول',

  verifyTitle: 'تأكيد عنوانك',
  verifyLede: (email) => html`هل ${email} عنوانك؟ إذا كان كذلك، فأكّده بالزر.`,
  verifyLedeUnnamed: 'أكّد بالزر أن هذا العنوان لك.',
  verifySubmit: 'تأكيد العنوان',
  verifyIgnore: 'إذا لم تطلب ذلك، فأغلق هذه الصفحة. لن يتغيّر شيء.',
  verifiedTitle: 'تم تأكيد عنوانك',
  verifiedText: 'شكرًا لك. يمكنك المتابعة من حيث كنت، على هذا الجهاز أو غيره.',

  forgotTitle: 'اختيار كلمة مرور جديدة',
  forgotLede: 'أخبرنا بما تسجّل الدخول به، وسنرسل إليك رابطًا.',
  forgotSubmit: 'إرسال الرابط',

  resetTitle: 'اختيار كلمة مرور جديدة',
  resetLede: (email) => html`للحساب ${email}`,
  newPassword: 'كلمة المرور الجديدة',
  resetAdvice: 'سيُسجَّل خروجك بعد ذلك من كل مكان، حتى لا يبقى أحد غيرك في حسابك.',
  resetSubmit: 'حفظ كلمة المرور الجديدة',
  resetDoneTitle: 'تم تغيير كلمة المرور',
  resetDoneText: 'سُجّل خروجك من كل مكان. سجّل الدخول بكلمة المرور الجديدة.',

  unlockTitle: 'فتح حسابك من جديد',
  unlockLede: 'بعد محاولات فاشلة كثيرة لتسجيل الدخول، أُغلق حسابك مؤقتًا.',
  unlockAdvice: 'إذا لم تكن المحاولات منك، فاختر بعد ذلك كلمة مرور جديدة.',
  unlockSubmit: 'فتح الحساب',
  unlockedTitle: 'حسابك مفتوح من جديد',
  unlockedText: 'يمكنك تسجيل الدخول الآن.',

  changeTitle: 'تأكيد عنوانك الجديد',
  changeLede: (email) => html`من الآن فصاعدًا تسجّل الدخول بالعنوان ${email}.`,
  changeSubmit: 'استخدام هذا العنوان',
  changedTitle: 'عنوانك الجديد قيد الاستخدام',
  changedText: 'أبلغنا العنوان القديم أيضًا.',

  expiredTitle: 'لم يعد هذا الرابط صالحًا',
  expiredText: 'سبق استخدامه، أو مضى عليه وقت طويل، أو أُرسل رابط أحدث منه.',
  expiredAdvice: 'اطلب رابطًا جديدًا، وافتح أحدث رسالة.',
  goOn: 'متابعة',
}
