// SPDX-License-Identifier: Apache-2.0
// Goal: a moderator and an admin get from the desk to every page of it by links alone, and each can be used by anybody's eyes.
// when: all
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { api, article, close, inspectPage, name, open, person, press, server, signIn, signUp, skip, token } from './support.mjs';

// Every page of the desk, by what its address looks like.
const ID = '[0-9a-f]{8}-[0-9a-f-]{27}';
const PAGES = {
	'/desk': 'all', '/desk/appeals': 'all', '/desk/articles': 'all', [`/desk/articles/${ID}`]: 'all', '/desk/jobs': 'all',
	'/desk/jobs/new': 'all', [`/desk/jobs/${ID}`]: 'all', '/desk/log': 'all', '/desk/rules': 'all', '/desk/rules/hits': 'all',
	'/desk/search': 'all', '/desk/settings': 'all', '/desk/transparency': 'all', [`/desk/${ID}`]: 'all', [`/desk/accounts/${ID}`]: 'all',
	[`/desk/accounts/${ID}/sanction`]: 'all', '/desk/audit': 'admin',
};
const kind = (path) => Object.keys(PAGES).find((page) => new RegExp(`^${page}$`).test(path));

describe('the ways of the desk', { skip }, () => {
	let lee, chief;

	before(async () => {
		await open();
		lee = await signIn(await person(), server.accounts.moderator);
		chief = await signIn(await person(), server.accounts.admin);
		// Something of each kind: a case, a job.
		const story = await article(undefined, 'A bridge is painted');
		const author = await signUp(await person(), name('wren'));
		await author.goto(`/a/${story}`);
		await author.locator('#body').fill('It was blue before, you fools.');
		await press(author, 'Post comment');
		const reporter = await token(server.accounts.reader), boss = await token(server.accounts.admin);
		const [one] = (await api('GET', `/v1/articles/${story}/comments`)).comments;
		await api('POST', `/v1/articles/${story}/comments/${one.id}/reports`, { reason: 'abuse' }, reporter);
		await api('POST', '/v1/moderation/jobs', { filter: { article: story }, action: 'approve' }, boss);
	});
	after(close);

	// All links of all pages, each kind of page looked at once; forms are not sent.
	async function walk(page) {
		const seen = new Map(), waiting = ['/desk'];
		await page.goto('/');
		while (waiting.length > 0) {
			const at = waiting.shift(), what = kind(new URL(at, server.url).pathname);
			if (!what || seen.has(what))
				continue;
			const answer = await page.goto(at);
			assert.equal(answer.status(), 200, at);
			seen.set(what, at);
			const links = await page.locator('a[href^="/desk"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
			waiting.push(...links);
		}
		return seen;
	}

	it('lead a moderator to every page', async () => {
		const seen = await walk(lee);
		assert.deepEqual([...seen.keys()].sort(), Object.keys(PAGES).filter((page) => PAGES[page] === 'all').sort());
	});

	it('lead an admin to every page, each fit to be looked at', async () => {
		const seen = await walk(chief);
		assert.deepEqual([...seen.keys()].sort(), Object.keys(PAGES).sort());
		for (const [what, at] of seen) {
			await chief.goto(at);
			await inspectPage(chief, `way-${what.replaceAll(ID, 'id').replaceAll('/', '-').slice(1)}`);
		}
	});

	it('lead somebody who is a moderator from the front page to the desk', async () => {
		await lee.goto('/');
		await lee.getByRole('link', { name: 'Desk', exact: true }).click();
		await lee.getByRole('heading', { level: 1, name: 'Desk' }).waitFor();
	});
});
