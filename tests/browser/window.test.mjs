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
import { PASSWORD, WIDE, api, article, name, server, skip, token } from './support.mjs';

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
			executablePath: process.env.MADANG_CHROMIUM ?? '/usr/bin/chromium', ignoreHTTPSErrors: true, viewport: WIDE,
			proxy: { server: `http://127.0.0.1:${hosts.port}` },
			args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'], ...options,
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
	const cookies = async (context) => (await context.cookies(TALK)).filter((c) => c.name.includes('madang')).map((c) => ({ [c.name]: c.sameSite }));

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
});
