// SPDX-License-Identifier: Apache-2.0
// Goal: a long discussion is read in few steps, with and without the script; what many voted down is folded; picks have a list.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { api, article, close, inspectPage, name, open, PASSWORD, person, server, signUp, skip, token } from './support.mjs';

// setting: limits.rates=off
// setting: rules.refresh=100ms
const DEPTH = 40, STEPS = 13; // three levels at each step

describe('a reader of a long discussion', { skip }, () => {
	let story, reader, admin;
	const chain = [];
	const post = async (body, parent) => (await api('POST', `/v1/articles/${story}/comments`,
		{ body, ...(parent ? { parent_id: parent } : {}) }, reader)).comment.id;

	before(async () => {
		await open();
		const who = name('hana');
		await signUp(await person(), who);
		reader = await token({ username: who, password: PASSWORD });
		admin = await token(server.accounts.admin);
		story = await article(undefined, '밤배: where the night ferry goes from here');
		for (let n = 1; n <= DEPTH; n++)
			chain.push(await post(`${n}번째 답글입니다. Answer number ${n}.`, chain.at(-1)));
		for (let n = 0; n < 4; n++)
			await post(`Another answer to the first, number ${n}.`, chain[0]);
	});
	after(close);

	const shown = (page) => page.locator('.discussion .comment, article.focus').evaluateAll((list) => list.map((one) => one.id));

	it('follows forty levels in a few pages without the script', async () => {
		const page = await person(), seen = new Set();
		let steps = 0;
		await page.goto(`/a/${story}?sort=oldest`);
		for (;; steps++) {
			(await shown(page)).forEach((id) => seen.add(id));
			const next = page.locator('.more-replies a').filter({ hasText: /^1 reply$/ });
			if (await next.count() === 0)
				break;
			await Promise.all([page.waitForURL(`**/a/${story}/c/*`), next.last().click()]);
		}
		assert.ok(chain.every((id) => seen.has(`c-${id}`)), `${seen.size} of ${DEPTH} seen`);
		assert.ok(steps <= STEPS, `${steps} steps`);
		assert.equal(await page.locator('.ancestors .comment').count(), 5, 'the way up is shown');
		await inspectPage(page, 'levels-focus');
	});

	it('opens the same replies in place with the script', async () => {
		const page = await person({ javaScriptEnabled: true });
		await page.goto(`/a/${story}?sort=oldest`);
		await inspectPage(page, 'levels-thread');
		await page.evaluate(() => { globalThis.stayed = true; });
		let steps = 0;
		for (;; steps++) {
			const next = page.locator('.more-replies a').filter({ hasText: /^1 reply$/ });
			if (await next.count() === 0)
				break;
			const before = (await shown(page)).length;
			await next.last().click();
			await page.waitForFunction((n) => document.querySelectorAll('.discussion .comment').length > n, before);
		}
		const ids = await shown(page);
		assert.ok(chain.every((id) => ids.includes(`c-${id}`)) && steps <= STEPS, `${ids.length} shown in ${steps} steps`);
		assert.equal(new Set(ids).size, ids.length, 'a comment is there twice');
		for (const [n, id] of chain.entries())
			if (n > 0)
				assert.equal(await page.evaluate(([one, above]) => document.getElementById(one).closest('li').parentElement.closest('li')
					.querySelector('.comment').id === above, [`c-${id}`, `c-${chain[n - 1]}`]), true, `comment ${n + 1} stands below another one`);
		assert.equal(await page.evaluate(() => globalThis.stayed), true, 'the page was loaded again');
		assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
		await page.locator('.more-replies a').filter({ hasText: 'more of 5 replies' }).click();
		await page.getByText('Another answer to the first, number 3.').waitFor();
		await page.screenshot({ path: '../../build/screenshots/levels-in-place.png', fullPage: true });
	});

	it('opens the other replies of each level in place', async () => {
		const wide = await article(undefined, 'Many answers at each level'), below = new Map();
		const say = async (body, parent_id) => (await api('POST', `/v1/articles/${wide}/comments`, { body, parent_id }, reader)).comment.id;
		let above = await say('The first word.');
		for (const level of [1, 2, 3]) {
			const made = [];
			for (let n = 0; n < 6; n++)
				made.push(await say(`Answer ${n} at level ${level}.`, above));
			below.set(above, made);
			above = made[0];
		}
		const page = await person({ javaScriptEnabled: true });
		await page.goto(`/a/${wide}?sort=oldest`);
		await page.evaluate(() => { globalThis.stayed = true; });
		const rest = page.locator('.more-replies a');
		let opened = 0;
		for (; await rest.count() > 0; opened++) {
			const before = (await shown(page)).length;
			await rest.last().click();
			await page.waitForFunction((n) => document.querySelectorAll('.discussion .comment').length > n, before);
			assert.equal(await page.evaluate(() => document.activeElement.matches('.comment')), true, 'the focus is not on the first new comment');
		}
		assert.ok(opened >= below.size, `${opened} links for ${below.size} levels`);
		assert.equal((await shown(page)).length, 19);
		for (const [id, answers] of below)
			assert.deepEqual(await page.evaluate((one) => [...document.getElementById(one).closest('li').querySelectorAll(':scope > .replies > li > .comment')]
				.map((node) => node.id), `c-${id}`), answers.map((one) => `c-${one}`));
		assert.equal(await page.evaluate(() => globalThis.stayed), true, 'the page was loaded again');
	});

	it('opens what many voted down with a click, without the script', async () => {
		const low = await post('An unwelcome word.');
		for (let n = 0; n < 2; n++) {
			const who = name('voter');
			await signUp(await person(), who);
			await api('PUT', `/v1/articles/${story}/comments/${low}/vote`, { value: -1 }, await token({ username: who, password: PASSWORD }));
		}
		const page = await person(), text = page.getByText('An unwelcome word.');
		await page.goto(`/a/${story}`);
		assert.ok(await text.isVisible(), 'the site does not fold yet');
		const now = await api('GET', '/v1/moderation/settings', null, admin);
		await api('PUT', '/v1/moderation/settings', { version: now.version, settings: { ...now.settings, fold_votes: 2 } }, admin);
		while (await text.isVisible())
			await page.reload();
		await inspectPage(page, 'levels-folded');
		await page.getByText('Many readers voted this down').click();
		await text.waitFor({ state: 'visible' });
	});

	it('finds the picks of the editors, at every level', async () => {
		const done = await api('PATCH', `/v1/moderation/comments/${chain[20]}`, { featured: true }, admin);
		await api('PATCH', `/v1/moderation/comments/${chain[0]}`, { featured: true }, admin);
		const page = await person();
		await page.goto(`/a/${story}?v=${done.article_version + 1}`);
		await page.getByRole('link', { name: 'Picks' }).click();
		await page.waitForURL('**?sort=picks');
		assert.deepEqual(await page.locator('.discussion > ol.thread > li > .comment').evaluateAll((list) => list.map((one) => one.id)),
			[`c-${chain[20]}`, `c-${chain[0]}`]);
		assert.equal(await page.getByText('Picked by the editors').count(), 2);
		await inspectPage(page, 'levels-picks');
	});
});
