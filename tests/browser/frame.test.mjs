// SPDX-License-Identifier: Apache-2.0
// Goal: inside a frame on a page of another site, links and messages do what the page around it expects.
// setting: server.base_url=https://talk.news.example
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { SAME_SITE, TALK, startHosts } from './embedding.mjs';
import { PASSWORD, WIDE, api, article, launch, name, server, skip, token } from './support.mjs';

describe('the frame of a discussion', { skip }, () => {
	let browser, hosts, story, first, answer, second;

	before(async () => {
		hosts = await startHosts();
		browser = await launch({ proxy: { server: `http://127.0.0.1:${hosts.port}` } });
		story = await article(undefined, 'A bridge is painted');
		const reader = await token(server.accounts.moderator);
		first = (await api('POST', `/v1/articles/${story}/comments`, { body: 'It was blue before.' }, reader)).comment.id;
		answer = (await api('POST', `/v1/articles/${story}/comments`, { body: 'It was green.', parent_id: first }, reader)).comment.id;
		second = (await api('POST', `/v1/articles/${story}/comments`, { body: 'It was never painted.' }, reader)).comment.id;
	});
	after(async () => {
		await browser?.close();
		hosts?.close();
	});

	// The page of a newspaper on our own site, where the cookie of a sign-in is there at once.
	async function visit(path = `/embed/${story}`) {
		const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: WIDE });
		const page = await context.newPage();
		page.setDefaultTimeout(15000);
		await page.goto(`${SAME_SITE}/story?frame=${encodeURIComponent(path)}`);
		await page.frameLocator('#thread').locator('.count').waitFor();
		return page;
	}
	const inside = (page) => page.frameLocator('#thread');
	const address = (page) => page.frames().at(-1).url();
	const send = (page, message) => page.evaluate(([m, to]) =>
		document.querySelector('#thread').contentWindow.postMessage(m, to), [message, TALK]);
	const heard = (page, kind) => page.waitForFunction((k) => window.heard.map((m) => JSON.parse(m.data)).find((m) => m.madang === k), kind)
		.then((handle) => handle.jsonValue());
	// The loader greets a frame when it has loaded. This page does so until it hears, because a frame may load again after a sign-in.
	const greet = async (page) => {
		await page.evaluate(() => { window.heard = []; });
		await page.waitForFunction((to) => {
			document.querySelector('#thread').contentWindow.postMessage({ madang: 'hello' }, to);
			return window.heard.some((m) => JSON.parse(m.data).madang === 'ready');
		}, TALK, { polling: 100 });
	};
	const account = async () => {
		const username = name('heron');
		await api('POST', '/v1/accounts', { username, email: `${username}@example.org`, password: PASSWORD });
		return username;
	};
	async function fillIn(window, username) {
		await window.getByLabel('Name, or verified e-mail address').fill(username);
		await window.getByLabel('Password').fill(PASSWORD);
		await Promise.all([window.waitForEvent('close'), window.getByRole('button', { name: 'Sign in', exact: true }).click()]);
	}
	async function signIn(page, username) {
		const [window] = await Promise.all([page.waitForEvent('popup'), inside(page).getByRole('link', { name: 'Sign in', exact: true }).first().click()]);
		await fillIn(window, username);
		await inside(page).locator('form[data-ready] #body').waitFor(); // the frame has loaded again, and its script runs
	}

	it('counts a new comment above the discussion and for the page around it', async () => {
		const page = await visit();
		await signIn(page, await account());
		await greet(page);
		assert.equal((await heard(page, 'count')).count, 3);
		await inside(page).locator('#body').fill('It was red.');
		await inside(page).getByRole('button', { name: 'Post comment' }).click();
		assert.deepEqual(await heard(page, 'posted'), { madang: 'posted', count: 4 });
		await inside(page).getByText('4 comments').waitFor();
		await page.context().close();
	});

	it('keeps the discussion when a link names a comment that nobody knows, and follows one that is known', async () => {
		const page = await visit(`/embed/${story}?theme=dark`), unknown = '01900000-0000-7000-8000-000000000000';
		await greet(page);
		const asked = page.waitForResponse((r) => r.url().includes(unknown));
		await send(page, { madang: 'hash', hash: `#c-${unknown}` });
		assert.equal((await asked).status(), 404);
		await inside(page).getByText('It was blue before.').waitFor();
		assert.equal(address(page), `${TALK}/embed/${story}?theme=dark`);
		const reply = await visit(`/embed/${story}/c/${answer}?theme=dark`); // a page without the second comment of the discussion
		await greet(reply);
		await send(reply, { madang: 'hash', hash: `#c-${second}` });
		await inside(reply).getByText('It was never painted.').waitFor();
		assert.equal(address(reply), `${TALK}/embed/${story}/c/${second}?theme=dark#c-${second}`);
		await page.context().close();
		await reply.context().close();
	});

	it('keeps the colours on the way from page to page', async () => {
		const page = await visit(`/embed/${story}?theme=dark`);
		const dark = () => inside(page).locator('html[data-theme=dark]').waitFor({ state: 'attached' });
		await inside(page).locator('article', { hasText: 'It was blue before.' }).first().locator('a.when').first().click();
		await inside(page).getByText('1 reply').first().waitFor();
		await dark();
		assert.equal(new URL(address(page)).pathname, `/embed/${story}/c/${first}`);
		await page.context().close();
	});

	it('opens the sign-in when the session has ended, and keeps what was written', async () => {
		const page = await visit(), username = await account();
		await signIn(page, username);
		await page.context().clearCookies();
		await inside(page).locator('#body').fill('Written too late.');
		const [window] = await Promise.all([page.waitForEvent('popup'), inside(page).getByRole('button', { name: 'Post comment' }).click()]);
		await fillIn(window, username);
		await inside(page).locator('.errors').waitFor({ state: 'detached' });
		await inside(page).locator('#body').waitFor();
		assert.equal(await inside(page).locator('#body').inputValue(), 'Written too late.');
		await page.context().close();
	});
});
