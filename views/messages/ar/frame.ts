import { html } from '#lib/html'
import type { frame as en } from '../en/frame.ts'

export const frame: typeof en = {
  promise: 'يتحقق Gatehouse من هويتك. لا ترى التطبيقات كلمة مرورك أبدًا.',
  skip: 'الانتقال إلى المحتوى',
  errorTitle: (title) => `خطأ: ${title}`,
  optional: '(اختياري)',
  cancel: 'إلغاء',
  cancelBackTo: (app) => html`الإلغاء والعودة إلى ${app}`,
  continueTo: 'للمتابعة إلى',
  email: 'البريد الإلكتروني',
  password: 'كلمة المرور',
  copy: 'نسخ',
  copied: 'تم النسخ',
  print: 'طباعة',
  save: 'حفظ',
  remove: 'إزالة',
  never: 'لم يحدث بعد',
  deviceOn: (browser, system) => `${browser} على ${system}`,
  unknownDevice: 'جهاز غير معروف',
}
