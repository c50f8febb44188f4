// SPDX-License-Identifier: Apache-2.0
// Runs before the page is drawn. Where overlay.js will bring the reader's own parts, it keeps their places free.
(() => {
	try {
		if (!/(^|; )madang-script=1/.test(document.cookie))
			return;
		const { style, dataset } = document.documentElement;
		dataset.own = 'wait';
		const sheet = new CSSStyleSheet(), me = localStorage['madang-me']; // own comments have a badge and more buttons
		const mine = `.comment:has(> header > a.name[href$="${CSS.escape(me)}"])`, head = `${mine}:not(.own) > header`;
		sheet.replaceSync(`${mine} { --own-footer: 5.5rem; --own-seen: hidden; }
${head}::before { content: ""; width: 2.6rem; order: -1; }
${head} > :is(.name, .badge) { order: -2; }`);
		document.adoptedStyleSheets = [sheet];
		const [width, places] = JSON.parse(sessionStorage[`madang-own:${location.pathname}`]);
		if (width === innerWidth)
			Object.entries(places).forEach(([name, px]) => style.setProperty(`--own-${name}`, `${px}px`));
	} catch { /* cookies or storage are forbidden, or nothing is kept */ }
})();
