import { html } from '#lib/html'
import type { consent as enConsent, device as enDevice, signOut as enSignOut } from '../en/consent.ts'

export const consent: typeof enConsent = {
  title: 'السماح بالوصول',
  heading: 'هل تسمح بالوصول؟',
  asks: (email) => html`يطلب استخدام الحساب الذي سجّلت الدخول به، ${email}`,
  listHeading: 'إذا سمحت، فسيتمكن التطبيق من',
  allow: 'السماح',
  deny: 'عدم السماح',
  goBackTo: (host) => html`في الحالتين تعود إلى ${host}`,
  know: 'معرفة أنك أنت',
  knowDetail: 'معرّف لحسابك',
  profile: 'الاطلاع على ملفك الشخصي',
  profileDetail: 'اسمك وتفاصيل أخرى من الملف الشخصي',
  profileDetailNamed: (name) => html`اسمك، ${name}، وتفاصيل أخرى من الملف الشخصي`,
  email: 'الاطلاع على بريدك الإلكتروني',
  address: 'الاطلاع على عنوانك البريدي',
  phone: 'الاطلاع على رقم هاتفك',
  claim: (claim) => html`الاطلاع على هذه المعلومة من ملفك الشخصي: ${claim}`,
  offline: 'الاحتفاظ بهذا الوصول في غيابك',
  offlineDetail: 'حتى عندما لا يكون التطبيق مفتوحًا، إلى أن يُسحب الوصول.',
  nothing: 'معرفة أن لديك حسابًا هنا',
  nothingDetail: 'لا يعرف عنك شيئًا آخر.',
  service: 'استخدام هذه الخدمة نيابةً عنك',
}

export const signOut: typeof enSignOut = {
  title: 'تسجيل الخروج',
  heading: 'هل تريد تسجيل الخروج؟',
  signedInAs: (email) => html`سجّلت الدخول باسم ${email}`,
  asks: 'يطلب تسجيل خروجك',
  asksFor: (email) => html`يطلب تسجيل خروجك من الحساب ${email}`,
  advice: 'سيكون عليك تسجيل الدخول مجددًا قبل المتابعة إلى أي تطبيق من هذا المتصفح.',
  submit: 'تسجيل الخروج',
  stay: 'البقاء مسجّل الدخول',
  doneTitle: 'تم تسجيل الخروج',
  doneHeading: 'سُجّل خروجك',
  cameFrom: 'جئت من',
  doneAdvice: 'يمكنك إغلاق هذه النافذة الآن. قد تبقيك تطبيقات أخرى مسجّل الدخول إلى أن تسجّل الخروج منها أيضًا.',
}

export const device: typeof enDevice = {
  title: 'ربط جهاز',
  lede: 'اكتب الرمز الذي يعرضه الجهاز.',
  code: 'الرمز',
  next: 'متابعة',
  unknown: 'هذا الرمز غير معروف أو انتهت صلاحيته. انظر إلى الجهاز مجددًا وحاول مرة أخرى.',
  confirmTitle: 'هل هذا جهازك؟',
  confirmLede: 'يطلب تسجيل الدخول إلى حسابك على جهاز آخر',
  sameCode: 'هل يعرض الجهاز هذا الرمز؟',
  warning: 'تابع فقط إذا كان الجهاز أمامك. إذا أرسل إليك أحد هذا الرمز، فتوقف هنا.',
  connect: 'ربط الجهاز',
  doneTitle: 'تم ربط الجهاز',
  doneText: 'تابع على الجهاز. يمكنك إغلاق هذه الصفحة.',
  deniedTitle: 'لم يُربط الجهاز',
  deniedText: 'لم تتم مشاركة أي شيء. يمكنك إغلاق هذه الصفحة.',
}
