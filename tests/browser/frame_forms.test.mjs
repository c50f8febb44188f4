// SPDX-License-Identifier: Apache-2.0
// Goal: in a frame on a page of another domain, in a browser that blocks cookies of other sites, a reader accepts the terms
// and has the mail sent again, and stays in the discussion.
// setting: server.base_url=https://talk.news.example
// setting: accounts.verify_before=posting
// setting: terms.url=https://news.example/terms
// setting: terms.version=2026-12
import { after, before, describe, it } from 'node:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { FOREIGN, startHosts } from './embedding.mjs';
import { DESKTOP, FLAGS, PASSWORD, WIDE, api, article, name, server, skip } from './support.mjs';

describe('forms of the account inside a frame', { skip }, () => {
	const folder = mkdtempSync(join(tmpdir(), 'madang-browser-'));
	let hosts, story, context;

	before(async () => {
		hosts = await startHosts();
		story = await article(undefined, 'A bridge is painted');
		mkdirSync(join(folder, 'Default'));
		writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify({ profile: { cookie_controls_mode: 1, block_third_party_cookies: true } }));
		context = await chromium.launchPersistentContext(folder, {
			executablePath: DESKTOP, ignoreHTTPSErrors: true, viewport: WIDE,
			proxy: { server: `http://127.0.0.1:${hosts.port}` },
			args: FLAGS,
		});
		context.setDefaultTimeout(15000);
	});
	after(async () => {
		await context?.close();
		rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
		hosts?.close();
	});

	async function signIn(account) {
		await context.clearCookies();
		const page = await context.newPage(), frame = page.frameLocator('#thread');
		await page.goto(`${FOREIGN}/story?frame=/embed/${story}`);
		const [window] = await Promise.all([page.waitForEvent('popup'), frame.getByRole('link', { name: 'Sign in', exact: true }).first().click()]);
		await window.getByLabel('Name, or verified e-mail address').fill(account.username);
		await window.getByLabel('Password').fill(account.password);
		await Promise.all([window.waitForEvent('close'), window.getByRole('button', { name: 'Sign in', exact: true }).click()]);
		await frame.getByRole('button', { name: 'Sign out' }).waitFor();
		return { page, frame };
	}
	const stays = (page) => {
		assert.match(page.url(), new RegExp(`^${FOREIGN}/story`));
		assert.match(page.frames().at(-1).url(), new RegExp(`/embed/${story}`));
	};

	it('accepts the terms of use', async () => {
		const { page, frame } = await signIn(server.accounts.reader);
		await page.screenshot({ path: '../../build/screenshots/frame-terms.png' });
		await frame.getByRole('button', { name: 'I accept them' }).click();
		await frame.getByText('Thank you. You accepted the terms of use.').waitFor();
		assert.equal(await frame.getByRole('button', { name: 'I accept them' }).count(), 0);
		stays(page);
		await page.close();
	});

	it('has the mail sent again', async () => {
		const username = name('heron');
		await api('POST', '/v1/accounts', { username, email: `${username}@example.org`, password: PASSWORD, terms: '2026-12' });
		const { page, frame } = await signIn({ username, password: PASSWORD });
		await page.screenshot({ path: '../../build/screenshots/frame-verify.png' });
		await frame.getByRole('button', { name: 'Send the mail again' }).click();
		await frame.getByText('The mail is on its way. Its link verifies your address.').waitFor();
		stays(page);
		await page.close();
	});
});
