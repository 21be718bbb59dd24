import type { signUp as en } from '../en/sign-up.ts'

export const signUp: typeof en = {
  title: 'إنشاء حساب',
  name: 'اسمك',
  username: 'اسم المستخدم',
  usernameHint: 'حروف وأرقام ونقاط وشرطات وشرطات سفلية. يمكنك تسجيل الدخول به.',
  passwordHint: '8 محارف على الأقل. ثلاث كلمات أو أربع تكون قوية وسهلة التذكّر.',
  strength: 'قوة كلمة المرور',
  strengthLevels: ['ضعيفة جدًا', 'ضعيفة', 'متوسطة', 'قوية', 'قوية جدًا'],
  submit: 'إنشاء الحساب',
  haveAccount: 'هل لديك حساب؟',
}
