using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Qishi.BrowserTests.Support;

/// <summary>What must hold on every page in every width and reading mode; findings come as sentences that name the element.</summary>
internal static class PageCheck
{
    private const string Script = """
        () => {
          const found = [];
          const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.className && e.className.baseVal === undefined ? '.' + String(e.className).trim().replaceAll(' ', '.') : '') + ' “' + (e.textContent || e.name || '').trim().slice(0, 30) + '”';
          const seen = e => { const s = getComputedStyle(e); return s.visibility !== 'hidden' && s.display !== 'none' && e.getClientRects().length > 0; };
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth) {
            found.push(`sideways scroll: ${root.scrollWidth} > ${root.clientWidth}`);
            document.querySelectorAll('body *').forEach(e => { if (seen(e) && e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest('.q-tablebox, .q-hidden')) found.push('  sticks out: ' + name(e)); });
          }
          if (document.querySelectorAll('h1').length !== 1) found.push(`${document.querySelectorAll('h1').length} h1`);
          if (!document.title.includes(' - ')) found.push('title: ' + document.title);
          if (root.lang !== 'zh-CN') found.push('lang: ' + root.lang);
          for (const landmark of ['header', 'main', 'a.q-skip']) if (!document.querySelector(landmark)) found.push('missing: ' + landmark);
          document.querySelectorAll('input:not([type=hidden]), select, textarea').forEach(e => { if (!e.labels?.length && !e.getAttribute('aria-label')) found.push('no label: ' + name(e)); });
          document.querySelectorAll('fieldset').forEach(e => { if (!e.querySelector(':scope > legend')) found.push('no legend: ' + name(e)); });
          document.querySelectorAll('table').forEach(e => { if (!e.querySelector('th')) found.push('no heads: ' + name(e)); });
          document.querySelectorAll('img:not([alt])').forEach(e => found.push('no alt: ' + e.src));
          const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
          ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => found.push('id twice: ' + id));
          let last = 0;
          document.querySelectorAll('h1, h2, h3, h4').forEach(h => { const level = +h.tagName[1]; if (last && level > last + 1) found.push('heading gap: ' + name(h)); last = level; });
          document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary').forEach(e => {
            const r = e.getBoundingClientRect();
            if (seen(e) && !e.closest('.q-hidden, .q-skip') && (r.height < 23.5 || r.width < 23.5) && getComputedStyle(e).display !== 'inline') found.push(`target ${Math.round(r.width)}x${Math.round(r.height)}: ` + name(e));
          });
          document.querySelectorAll('button, .q-btn, .q-tag').forEach(e => { if (seen(e) && !e.closest('.q-hidden') && e.scrollWidth > e.clientWidth + 1) found.push('cut: ' + name(e)); });
          return found;
        }
        """;

    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        // A click returns before the next page is laid out: without its style sheet every box has another size.
        await page.WaitForLoadStateAsync(LoadState.Load);
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('link[rel=stylesheet]')].every(l => l.sheet)");
        return [.. (await page.EvaluateAsync<JsonElement>(Script)).EnumerateArray().Select(e => e.GetString()!)];
    }

    /// <summary>The page must be sound as it stands.</summary>
    public static async Task AssertSoundAsync(IPage page) => AssertNone(page.Url, await FindAsync(page));

    /// <summary>Walks with Tab over the first elements: each shows a ring, and none is hidden under a sticky bar.</summary>
    public static async Task<IReadOnlyList<string>> WalkAsync(IPage page, int steps)
    {
        var found = new List<string>();
        for (var i = 0; i < steps; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var problem = await page.EvaluateAsync<string?>("""
                () => {
                  const e = document.activeElement;
                  if (!e || e === document.body) return null;
                  const card = e.closest('.q-choice') ?? e, s = getComputedStyle(card), r = card.getBoundingClientRect();
                  const what = e.tagName + ' “' + (e.textContent || e.name || '').trim().slice(0, 20) + '”';
                  if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2) return 'no focus ring: ' + what;
                  const bar = document.querySelector('.q-decide');
                  if (bar && !bar.contains(e) && getComputedStyle(bar).position === 'sticky' && r.top > bar.getBoundingClientRect().top) return 'focus under the bar: ' + what;
                  return null;
                }
                """);
            if (problem is not null)
                found.Add(problem);
        }

        return found;
    }

    public static void AssertNone(string where, IReadOnlyList<string> found) => Assert.True(found.Count == 0, $"{where}\n{string.Join('\n', found.Take(25))}");
}
