// SPDX-License-Identifier: Apache-2.0
// Goal: a reader signs in from inside a frame on a page of another site or of the same one, stays signed in, and no
// script of that page gets anything.
// setting: server.base_url=https://talk.news.example
import { after, before, describe, it } from 'node:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { FOREIGN, SAME_SITE, STRANGER, TALK, startHosts } from './embedding.mjs';
import { DESKTOP, FLAGS, PASSWORD, WIDE, api, article, name, server, skip, token } from './support.mjs';

const pictures = join(import.meta.dirname, '..', '..', 'build', 'screenshots');

describe('the sign-in inside a frame', { skip }, () => {
	let hosts, story, first;
	const open = [];

	before(async () => {
		hosts = await startHosts();
		mkdirSync(pictures, { recursive: true });
		story = await article(undefined, 'A bridge is painted');
		first = (await api('POST', `/v1/articles/${story}/comments`, { body: 'It was blue before.' }, await token(server.accounts.moderator))).comment.id;
	});
	after(async () => {
		await Promise.all(open.map(({ context }) => context.close()));
		open.forEach(({ folder }) => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }));
		hosts?.close();
	});

	// A browser of its own, which blocks cookies of other sites in frames.
	async function browser(options = {}) {
		const folder = mkdtempSync(join(tmpdir(), 'madang-browser-'));
		mkdirSync(join(folder, 'Default'));
		writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify({ profile: { cookie_controls_mode: 1, block_third_party_cookies: true } }));
		const context = await chromium.launchPersistentContext(folder, {
			executablePath: DESKTOP, ignoreHTTPSErrors: true, viewport: WIDE,
			proxy: { server: `http://127.0.0.1:${hosts.port}` },
			args: FLAGS, ...options,
		});
		context.setDefaultTimeout(15000);
		open.push({ context, folder });
		return context;
	}

	const account = async () => {
		const username = name('heron');
		await api('POST', '/v1/accounts', { username, email: `${username}@example.org`, password: PASSWORD });
		return username;
	};

	// The page of a newspaper with the discussion in a frame.
	async function visit(context, paper) {
		const page = await context.newPage();
		await page.goto(`${paper}/story?frame=/embed/${story}`);
		return { page, frame: page.frameLocator('#thread') };
	}

	async function openWindow({ page, frame }) {
		const [window] = await Promise.all([page.waitForEvent('popup'), frame.getByRole('link', { name: 'Sign in', exact: true }).first().click()]);
		await window.waitForLoadState();
		return window;
	}

	async function fillIn(window, username) {
		await window.getByLabel('Name, or verified e-mail address').fill(username);
		await window.getByLabel('Password').fill(PASSWORD);
		await window.getByRole('button', { name: 'Sign in', exact: true }).click();
	}

	async function signIn(visited, username) {
		const window = await openWindow(visited);
		await Promise.all([window.waitForEvent('close'), fillIn(window, username)]);
	}

	const composer = ({ frame }) => frame.locator('#body');
	const cookies = async (context) => (await context.cookies(TALK)).filter((c) => /madang/.test(c.name) && !/device/.test(c.name)).map((c) => ({ [c.name]: c.sameSite }));

	// A comment and a vote, which return to the frame.
	async function writeAndVote(visited, text) {
		await composer(visited).fill(text);
		await visited.frame.getByRole('button', { name: 'Post comment' }).click();
		await visited.frame.getByText(text).waitFor();
		const up = visited.frame.locator(`#c-${first}`).getByRole('button', { name: /up/i }).first();
		await up.click();
		await visited.frame.locator(`#c-${first} button[aria-pressed="true"]`).first().waitFor();
	}

	it('works on a page of another site, where the browser blocks its cookies', async () => {
		const context = await browser(), username = await account(), visited = await visit(context, FOREIGN);
		await signIn(visited, username);
		await composer(visited).waitFor();
		assert.deepEqual(await cookies(context), [{ '__Host-madang': 'Lax' }, { '__Host-madang-frame': 'None' }]);
		await visited.page.reload();
		await composer(visited).waitFor();
		await writeAndVote(visited, 'I liked it blue.');
		await visited.page.screenshot({ path: join(pictures, 'window-foreign.png') });
		// What the page of the newspaper got: nothing.
		const heard = await visited.page.evaluate(() => window.heard);
		assert.deepEqual(heard.filter((m) => /code|signed/.test(m.data)), []);
		const read = await visited.page.evaluate((url) => fetch(url, { credentials: 'include' }).then((a) => a.status, () => 'blocked'), `${TALK}/v1/session`);
		assert.ok(read === 401 || read === 'blocked', `${read}`);
		assert.equal(await visited.page.evaluate(() => document.cookie + document.getElementById('thread').contentDocument), 'null');
	});

	it('works on a page of the same site, by the cookie of the sign-in alone', async () => {
		const context = await browser(), username = await account(), visited = await visit(context, SAME_SITE);
		await visited.frame.locator('body').evaluate(() => { globalThis.stayed = true; });
		await signIn(visited, username);
		await composer(visited).waitFor();
		assert.equal(await visited.frame.locator('body').evaluate(() => globalThis.stayed), true, 'the frame was loaded again');
		assert.deepEqual(await cookies(context), [{ '__Host-madang': 'Lax' }, { 'madang-script': 'Lax' }]);
		await visited.page.reload();
		await writeAndVote(visited, 'Grey suits it.');
		// Another origin all the same: its scripts read nothing.
		const read = await visited.page.evaluate((url) => fetch(url, { credentials: 'include' }).then((a) => a.status, () => 'blocked'), `${TALK}/v1/session`);
		assert.ok(read === 401 || read === 'blocked', `${read}`);
	});

	it('ends in the frame alone when the reader signs out there', async () => {
		const context = await browser(), username = await account(), visited = await visit(context, FOREIGN);
		await signIn(visited, username);
		await visited.frame.getByRole('button', { name: 'Sign out' }).click();
		await visited.frame.getByRole('link', { name: 'Sign in', exact: true }).first().waitFor();
		assert.deepEqual(await cookies(context), [{ '__Host-madang': 'Lax' }]);
		// Signed in at the top level still, so the window is done at once.
		const window = await openWindow(visited).catch(() => null);
		await composer(visited).waitFor();
		assert.ok(window === null || window.isClosed());
	});

	it('leads to the page of its own where the browser keeps the cookie from frames', async () => {
		const context = await browser(), username = await account(), visited = await visit(context, FOREIGN);
		hosts.change = (ask, headers) => ask.url.endsWith('/exchange') && delete headers['set-cookie'];
		try {
			const window = await openWindow(visited);
			await fillIn(window, username);
			await visited.frame.getByRole('button', { name: 'Stay signed in here' }).click();
			const link = visited.frame.getByRole('link', { name: 'Open the discussion in its own window' });
			await link.waitFor();
			assert.equal(await link.getAttribute('href'), `/a/${story}`);
		} finally {
			hosts.change = () => {};
		}
	});

	it('says so in a window that has lost its opener, and links to the discussion', async () => {
		const context = await browser(), username = await account(), window = await context.newPage();
		await window.goto(`${TALK}/sign-in?next=/embed/${story}`);
		await fillIn(window, username);
		await window.getByText('This window has lost the page that opened it').waitFor();
		await window.screenshot({ path: join(pictures, 'window-alone.png') });
		await window.getByRole('link', { name: 'Open the discussion in its own window' }).click();
		await window.locator('#body').waitFor();
	});

	it('says so in both places where the newspaper cuts windows from frames', async () => {
		hosts.headers = { 'Cross-Origin-Opener-Policy': 'same-origin' };
		try {
			const context = await browser(), username = await account(), visited = await visit(context, FOREIGN);
			const [window] = await Promise.all([context.waitForEvent('page'), visited.frame.getByRole('link', { name: 'Sign in', exact: true }).first().click()]);
			await visited.frame.getByText('cannot report to this page').waitFor();
			await fillIn(window, username);
			await window.getByText('This window has lost the page that opened it').waitFor();
			assert.equal(context.pages().filter((page) => page.url().startsWith(TALK)).length, 1);
		} finally {
			hosts.headers = {};
		}
	});

	it('works without a script up to the page of its own', async () => {
		const context = await browser({ javaScriptEnabled: false }), username = await account(), visited = await visit(context, FOREIGN);
		const window = await openWindow(visited);
		await fillIn(window, username);
		await window.getByText('Go back to the article and reload it.').waitFor();
		assert.ok(!(await window.getByText('This window has lost the page').isVisible()));
		await window.getByRole('link', { name: 'Open the discussion in its own window' }).click();
		await window.locator('#body').waitFor();
	});

	it('gives the code to nobody else', async () => {
		const context = await browser(), username = await account(), page = await context.newPage();
		await page.goto(`${STRANGER}/story`);
		const [window] = await Promise.all([page.waitForEvent('popup'), page.evaluate((url) => {
			window.other = open(url);
		}, `${TALK}/sign-in?next=/embed/${story}`)]);
		await fillIn(window, username);
		await window.getByRole('heading', { name: 'You are signed in' }).waitFor();
		await page.evaluate((to) => window.other.postMessage({ madang: 'give-code' }, to), TALK);
		await window.getByText('This window has lost the page that opened it').waitFor();
		assert.deepEqual(await page.evaluate(() => window.heard), []);
		assert.ok(!hosts.requests.some(({ url, headers }) => url.endsWith('/handover') && headers.referer?.includes('stranger')));
	});
});
