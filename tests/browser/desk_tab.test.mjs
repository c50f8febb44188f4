// SPDX-License-Identifier: Apache-2.0
// Goal: every page of the desk works by keyboard alone: Tab reaches each control, and the focus is seen and not covered.
//
// when: all
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { api, article, close, name, open, PASSWORD, person, server, signIn, signUp, skip, token } from './support.mjs';

const LAPTOP = { width: 1366, height: 657 }, PHONE = { width: 375, height: 667 };

describe('the desk by keyboard', { skip }, () => {
	let story, cases, who, chief, phone;

	before(async () => {
		await open();
		const author = name('marta');
		await signUp(await person(), author);
		const writer = await token({ username: author, password: PASSWORD }), boss = await token(server.accounts.admin);
		const reader = await token(server.accounts.reader);
		story = await article('open', '다리에 대한 아주 긴 이야기, 그리고 강과 마을과 그곳에 사는 사람들');
		cases = [];
		for (const body of ['다리는 다리다.', '강은 강이다.', '마을은 마을이다.'])
			cases.push((await api('POST', `/v1/articles/${story}/comments`, { body }, writer)).comment.id);
		for (const one of cases)
			await api('POST', `/v1/articles/${story}/comments/${one}/reports`, { reason: 'hate', detail: '마지막 줄을 보세요.' }, reader);
		const { version, author: { id } } = await api('GET', `/v1/moderation/cases/${cases[2]}`, null, boss);
		who = id;
		const { results } = await api('POST', '/v1/moderation/decisions', { decisions: [{ case: cases[2], version, action: 'reject', reason: 'hate' }] }, boss);
		await api('POST', '/v1/appeals', { text: '그런 뜻이 아니었습니다.', decision: results[0].decision }, writer);
		chief = await signIn(await person({ javaScriptEnabled: true, viewport: LAPTOP }), server.accounts.admin);
		phone = await signIn(await person({ javaScriptEnabled: true, viewport: PHONE, isMobile: true, hasTouch: true }), server.accounts.admin);
	});
	after(close);

	const pages = () => [`/desk?view=reported&article=${story}`, `/desk/${cases[0]}`, `/desk/${cases[2]}`, '/desk/appeals', `/desk/log?account=${who}`,
		'/desk/search', `/desk/search?article=${story}`, '/desk/articles', `/desk/articles/${story}`, '/desk/jobs', '/desk/jobs/new', '/desk/rules',
		'/desk/settings', '/desk/transparency', '/desk/audit?limit=5', `/desk/accounts/${who}`, `/desk/accounts/${who}/sanction?kind=ban`];

	// Runs in the page: numbers the controls that can be seen, and waits for the focus to move.
	function prepare() {
		const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
		const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
			.filter((node) => !node.disabled && node.tabIndex >= 0 && seen(node));
		globalThis.left = new Set(all);
		globalThis.label = (node) => `${node.tagName} ${node.name || node.getAttribute('aria-label') || node.textContent.trim().slice(0, 30)}`;
		return all.length;
	}
	// Runs in the page: the fault of the focused control, or null. Of radio buttons with one name Tab reaches one.
	function judge() {
		return new Promise((done) => requestAnimationFrame(() => {
			const node = document.activeElement;
			for (const one of globalThis.left)
				if (one === node || node.type === 'radio' && one.type === 'radio' && one.name === node.name && one.form === node.form)
					globalThis.left.delete(one);
			if (node === document.body)
				return done(null);
			const style = getComputedStyle(node), box = node.getClientRects()[0], label = globalThis.label(node);
			// A date shows its focus inside, on the day, the month or the year.
			if (node.type !== 'date' && node.type !== 'datetime-local' && (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) && style.boxShadow === 'none')
				return done(`${label}: no visible focus`);
			if (!box || box.bottom <= 0 || box.top >= innerHeight)
				return done(`${label}: outside of the view`);
			const over = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
				Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
			return done(over && (node.contains(over) || over.contains(node) || over.closest('label')?.control === node || over.matches('a.open')) ? null :
				`${label}: covered by ${over?.tagName} ${over?.className} ${over?.textContent} at ${box.left} ${box.top} ${box.width}`);
		}));
	}

	async function walk(page, path) {
		const faults = [];
		await page.goto(path);
		if (path.startsWith('/desk?'))
			await page.locator('.case.full').waitFor();
		const controls = await page.evaluate(prepare);
		for (let i = 0; i < 2 * controls && await page.evaluate(() => globalThis.left.size > 0); i++) {
			await page.keyboard.press('Tab');
			const fault = await page.evaluate(judge);
			if (fault)
				faults.push(`${path}: ${fault}`);
		}
		// The focus begins behind the top where a page focuses its case; what lies before it comes backwards.
		for (let i = 0; i < controls && await page.evaluate(() => globalThis.left.size > 0); i++) {
			await page.keyboard.press('Shift+Tab');
			await page.evaluate(judge);
		}
		faults.push(...(await page.evaluate(() => [...globalThis.left].map(globalThis.label))).map((label) => `${path}: ${label} is not reached`));
		return faults;
	}

	it('reaches every control of every page with Tab, with a visible focus', async () => {
		const faults = [];
		for (const path of pages())
			faults.push(...await walk(chief, path));
		assert.deepEqual(faults, []);
	});

	it('has no page on a phone that scrolls sideways, and no control of the case that a thumb misses', async () => {
		const faults = [];
		for (const path of pages()) {
			await phone.goto(path);
			if (path.startsWith('/desk?'))
				await phone.locator('.case.full').waitFor();
			faults.push(...(await phone.evaluate(() => {
				const root = document.documentElement, found = root.scrollWidth > root.clientWidth ? [`scrolls by ${root.scrollWidth - root.clientWidth} px`] : [];
				for (const node of document.querySelectorAll('.decide-bar button, .case-side button, .case-side .button, .reasons button, .toast button')) {
					const { height } = node.getBoundingClientRect();
					if (height > 0 && height < 43.5)
						found.push(`${node.textContent} is ${height} px high`);
				}
				return found;
			})).map((fault) => `${path}: ${fault}`));
			await phone.screenshot({ path: `../../build/screenshots/desk-phone-${path.replace(/[0-9a-f-]{36}/g, 'ID').replace(/\W+/g, '-')}.png` });
		}
		assert.deepEqual(faults, []);
	});
});
