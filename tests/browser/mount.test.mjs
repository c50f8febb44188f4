// SPDX-License-Identifier: Apache-2.0
// Goal: below a path of a host, with and without a script, a browser works as at the root, and the desk as on a host of its own.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { PASSWORD, article, close, name, open, person, press, server, skip } from './support.mjs';

const lacks = skip || (!process.env.MADANG_PID && 'MADANG_PID does not say which server to move below a path');

describe('below a path', { skip: lacks }, () => {
	const PATH = '/talk';
	let root, desk, story;

	// Gives the running server a path and the desk a host.
	async function move() {
		const file = process.env.MADANG_CONFIG;
		const text = readFileSync(file, 'utf8');
		writeFileSync(file, text.replace(/^base_url = .*$/m, `base_url = ${root}${PATH}\ndesk_url = ${desk}`));
		process.kill(Number(process.env.MADANG_PID), 'SIGHUP');
		// Each worker reloads on its own.
		for (let good = 0; good < 20;)
			good = (await fetch(`${root}${PATH}/sign-in`)).status === 200 && (await fetch(`${root}/sign-in`)).status === 404 ? good + 1 : 0;
	}

	before(async () => {
		await open();
		root = new URL(server.url).origin;
		desk = root.replace('127.0.0.1', 'localhost');
		story = await article();
		await move();
	});
	after(close);

	// A browser that fails if a page of the discussion asks for anything outside of the path.
	async function visitor(javaScriptEnabled) {
		const page = await person({ javaScriptEnabled });
		page.strays = [];
		page.on('request', (r) => {
			if (r.url().startsWith(root) && !r.url().startsWith(`${root}${PATH}/`))
				page.strays.push(r.url());
		});
		page.on('response', (r) => r.status() >= 400 && page.strays.push(`${r.status()} ${r.url()}`));
		// A browser asks for the host's icon by itself, and the host is the newspaper's.
		page.on('console', (m) => m.type() === 'error' && !m.location().url.endsWith('/favicon.ico') && page.strays.push(m.text()));
		await page.goto(`${PATH}/a/${story}`);
		return page;
	}

	async function signUpHere(page, who) {
		await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Sign up' }).click();
		await page.getByLabel('Name', { exact: true }).fill(who);
		await page.getByLabel('E-mail address').fill(`${who}@example.org`);
		await page.getByLabel('Password').fill(PASSWORD);
		await press(page, 'Sign up');
		await page.waitForURL(`${root}${PATH}/a/${story}**`);
		const [cookie] = await page.context().cookies(`${root}${PATH}/`);
		assert.equal(cookie.path, `${PATH}/`);
		assert.deepEqual(await page.context().cookies(`${root}/`), []);
	}

	for (const script of [false, true])
		it(`a reader signs up, comments and leaves ${script ? 'with' : 'without'} a script`, async () => {
			const page = await visitor(script), text = `Written ${script ? 'with' : 'without'} a script.`;
			await signUpHere(page, name('mounted'));
			await page.locator('#body').fill(text);
			await page.getByRole('button', { name: 'Post comment', exact: true }).click();
			await page.getByRole('article').filter({ hasText: text }).waitFor();
			await page.reload();
			await page.getByRole('article').filter({ hasText: text }).waitFor();
			const other = await visitor(script);
			await signUpHere(other, name('mounted'));
			const comment = other.getByRole('article').filter({ hasText: text });
			await comment.getByRole('button', { name: /^Vote up/ }).click();
			await comment.getByRole('button', { name: 'Vote up: 1' }).waitFor();
			await press(other, 'Sign out');
			assert.ok(other.url().startsWith(`${root}${PATH}/`), other.url());
			assert.deepEqual([...page.strays, ...other.strays], []);
		});

	it('a moderator follows the link to the desk, signs in there, and finds the discussion from there', async () => {
		const page = await visitor(false), { username, password } = server.accounts.moderator;
		await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Sign in' }).click();
		await page.getByLabel('Name, or verified e-mail address').fill(username);
		await page.getByLabel('Password').fill(password);
		await press(page, 'Sign in');
		await page.getByRole('link', { name: 'Desk', exact: true }).click();
		assert.equal(page.url(), `${desk}/sign-in?next=%2Fdesk`);
		await page.getByLabel('Name, or verified e-mail address').fill(username);
		await page.getByLabel('Password').fill(password);
		await press(page, 'Sign in');
		assert.equal(page.url(), `${desk}/desk`);
		await page.goto(`${desk}/desk/articles/${story}`);
		await page.locator(`a[href="/a/${story}"]`).first().click();
		await page.waitForURL(`${root}${PATH}/a/${story}`);
		assert.deepEqual(page.strays, []);
	});
});
