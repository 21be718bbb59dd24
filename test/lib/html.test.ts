/** HTML as a value: nothing gets into a page unescaped by accident. */
import { describe, expect, it } from 'vitest'
import { escapeHtml, Html, html } from '#lib/html'

describe('html', () => {
  it('escapes what it embeds, in text and in attributes alike', () => {
    const evil = `"><script>alert('1 & 2')</script>`
    expect(html`<a title="${evil}">${evil}</a>`.text).toBe(
      '<a title="&quot;&gt;&lt;script&gt;alert(&#39;1 &amp; 2&#39;)&lt;/script&gt;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;1 &amp; 2&#39;)&lt;/script&gt;</a>',
    )
  })

  it('embeds HTML as it is, once escaped and not again', () => {
    const name = html`<b>${'Tom & Jerry'}</b>`
    expect(html`<p>${name}</p>`.text).toBe('<p><b>Tom &amp; Jerry</b></p>')
  })

  it('escapes what only looks like HTML', () => {
    const lookalike = { text: '<b>', toString: () => '<b>' } as unknown as string
    expect(html`${String(lookalike)}`.text).toBe('&lt;b&gt;')
  })

  it('joins lists, however deep', () => {
    const items = ['a & b', html`<b>c</b>`, [1, ['<']]] as const
    expect(html`<ul>${items}</ul>`.text).toBe('<ul>a &amp; b<b>c</b>1&lt;</ul>')
  })

  it('shows nothing for what is not there, and zero for zero', () => {
    expect(html`[${false}${null}${undefined}${''}${[]}]`.text).toBe('[]')
    expect(html`[${0}]`.text).toBe('[0]')
  })

  it('keeps its own text as it is written', () => {
    expect(html`<p>&amp; \n</p>`.text).toBe('<p>&amp; \n</p>')
  })

  it('reads as its text', () => {
    expect(String(new Html('<p>'))).toBe('<p>')
  })
})

describe('escapeHtml', () => {
  it('escapes everything that has a meaning in HTML, everywhere', () => {
    expect(escapeHtml(`<<a>>&&""''`)).toBe('&lt;&lt;a&gt;&gt;&amp;&amp;&quot;&quot;&#39;&#39;')
  })

  it('escapes what is escaped already, since it is text', () => {
    expect(escapeHtml('&lt;')).toBe('&amp;lt;')
  })

  it('leaves every other character alone', () => {
    expect(escapeHtml('Zoë `=/ 🗝\n')).toBe('Zoë `=/ 🗝\n')
  })
})
