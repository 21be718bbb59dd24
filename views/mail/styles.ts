/** The colours and measures of gatehouse.css, in the form that mail programs take: on each element. */
import { Html } from '#lib/html'

const FONT =
  "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Hiragino Sans','Yu Gothic',Meiryo,sans-serif"
const DISPLAY = "Charter,'Sitka Display','Noto Serif',Cambria,Georgia,'Yu Mincho',serif"

const TEXT = `font-family:${FONT};font-size:16px;line-height:1.6;color:#13211f;`
const SMALL = `font-family:${FONT};font-size:14px;line-height:1.5;color:#4d5d5a;`

export const STYLES = {
  body: 'margin:0;padding:0;background-color:#f1f0ea;',
  paper: 'margin:0;padding:24px 12px;background-color:#f1f0ea;overflow-wrap:anywhere;',
  panel:
    'max-width:560px;margin:0 auto;background-color:#fdfdfb;border:1px solid #d4dcd8;border-radius:16px;overflow:hidden;',
  wall: `margin:0;padding:18px 28px;background-color:#184a4e;border-bottom:4px solid #e0a02c;font-family:${DISPLAY};font-size:20px;line-height:1.3;color:#ffffff;`,
  inside: 'padding:28px 28px 12px;',
  heading: `margin:0 0 20px;font-family:${DISPLAY};font-size:26px;line-height:1.25;font-weight:600;text-wrap:balance;color:#13211f;`,
  text: `margin:0 0 16px;${TEXT}`,
  small: `margin:0 0 20px;${SMALL}`,
  buttonPlace: 'margin:24px 0 14px;',
  button: `display:inline-block;padding:13px 26px;border-radius:10px;background-color:#0d5a5e;font-family:${FONT};font-size:16px;line-height:1.4;font-weight:600;color:#ffffff;text-decoration:none;`,
  facts:
    'margin:20px 0;padding:14px 18px 6px;border-radius:10px;background-color:#f1f4f1;border:1px solid #d4dcd8;',
  label: `margin:0;${SMALL}`,
  value: `margin:0 0 10px;${TEXT}`,
  writtenOut: `margin:24px 0 16px;${SMALL}`,
  link: 'color:#0d5a5e;word-break:break-all;',
  footer: `max-width:560px;margin:16px auto 0;padding:0 16px;text-align:center;${SMALL}`,
}

/** The dark scheme of the pages. The styles on the elements would win otherwise. */
export const DARK_STYLES = new Html(`
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.paper{background-color:#191a18!important}
.panel{background-color:#13272a!important;border-color:#2c464a!important}
.wall{background-color:#081517!important;border-bottom-color:#f2b950!important;color:#e8f0ee!important}
.facts{background-color:#1a3135!important;border-color:#2c464a!important}
.text{color:#e8f0ee!important}
.muted{color:#a9bcb8!important}
.link{color:#8ad6cd!important}
.button{background-color:#8ad6cd!important;color:#042a2b!important}
}
`)
