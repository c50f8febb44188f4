// SPDX-License-Identifier: Apache-2.0
// <madang-count key="…" site="…">: the number of an article's comments. One request for all of a page.
(() => {
	const BASE = new URL('.', document.currentScript.src), MAX = 100;
	let waiting = [];

	async function ask(site, elements) {
		const url = new URL('v1/counts', BASE);
		if (site)
			url.searchParams.set('site', site);
		url.searchParams.set('keys', [...new Set(elements.map((one) => one.getAttribute('key').replace(/[\\,]/g, '\\$&')))].join(','));
		const answer = await fetch(url, { credentials: 'omit' }).catch(() => null);
		if (!answer?.ok)
			return;
		const { counts } = await answer.json();
		for (const one of elements)
			one.textContent = (counts[one.getAttribute('key')] ?? 0).toLocaleString(document.documentElement.lang || undefined);
	}

	function flush() {
		const sites = Map.groupBy ? Map.groupBy(waiting, (one) => one.getAttribute('site')) :
			waiting.reduce((all, one) => all.set(one.getAttribute('site'), [...all.get(one.getAttribute('site')) ?? [], one]), new Map());
		waiting = [];
		for (const [site, all] of sites)
			for (let i = 0; i < all.length; i += MAX)
				ask(site, all.slice(i, i + MAX));
	}

	if (!customElements.get('madang-count'))
		customElements.define('madang-count', class extends HTMLElement {
			connectedCallback() {
				if (this.getAttribute('key') && waiting.push(this) === 1)
					setTimeout(flush);
			}
		});
})();
