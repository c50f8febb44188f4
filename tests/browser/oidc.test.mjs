// SPDX-License-Identifier: Apache-2.0
// Goal: a reader presses a provider's button, signs in there, and is back where they were, on our pages and in the frame of a newspaper
// on another domain.
// setting: server.base_url=https://talk.news.example
import { after, before, describe, it } from 'node:test';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { FOREIGN, TALK, startHosts } from './embedding.mjs';
import { WIDE, article, freePort, launch, skip } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = join(import.meta.dirname, '..', '..', 'build', 'screenshots');
const FOLDER = join(import.meta.dirname, '..', 'oidc');
const SECRET = 'a secret of the client';

// Resolves when the process has written this.
const started = (process, text) => new Promise((done, fail) => {
	process.on('exit', () => fail(new Error(`it ended before "${text}"`)));
	for (const stream of [process.stdout, process.stderr])
		stream.on('data', (data) => data.includes(text) && done());
});

function courier(folder) {
	const url = process.env.MADANG_DATABASE_URL.replace('//madang@', '//madang_courier@').replace('user=madang ', 'user=madang_courier ');
	return spawn(process.env.MADANG_BINARY, ['courier', '-c', process.env.MADANG_CONFIG],
		{ env: { ...process.env, MADANG_DATABASE_COURIER_URL: url, MADANG_MAIL_DIR: join(folder, 'mail') } });
}

function provider(port) {
	if (!existsSync(join(FOLDER, 'node_modules', 'oidc-provider')))
		execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: FOLDER });
	const clients = [{ client_id: 'madang', client_secret: SECRET, redirect_uris: [`${TALK}/sso/oidc/id/callback`] }];
	return spawn('node', ['provider.mjs', JSON.stringify({ port, clients })], { cwd: FOLDER });
}

function register(folder, issuer) {
	const file = join(folder, 'settings');
	writeFileSync(file, JSON.stringify({ kind: 'oidc', title: '새벽신문', issuer, client_id: 'madang', inside: true }));
	execFileSync(process.env.MADANG_BINARY, ['site', 'provider', 'default', 'id', '--settings', file, '--secret', '-c', process.env.MADANG_CONFIG], { input: `${SECRET}\n` });
}

describe('a provider of OpenID Connect', { skip }, () => {
	const children = [];
	let hosts, browser, story, folder;

	before(async () => {
		mkdirSync(pictures, { recursive: true });
		folder = mkdtempSync(join(tmpdir(), 'madang-oidc-'));
		const port = freePort();
		children.push(courier(folder), provider(port));
		await Promise.all([started(children[0], 'courier started'), started(children[1], 'ready')]);
		hosts = await startHosts();
		register(folder, `http://127.0.0.1:${port}`);
		story = await article(undefined, 'A ferry is late');
		browser = await launch({ proxy: { server: `http://127.0.0.1:${hosts.port}`, bypass: '127.0.0.1' } });
	});
	after(async () => {
		await browser?.close();
		hosts?.close();
		children.forEach((one) => one.kill('SIGKILL'));
		rmSync(folder, { recursive: true });
	});

	async function open(options = {}) {
		const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: WIDE, ...options });
		const page = await context.newPage();
		page.setDefaultTimeout(15000);
		return { context, page };
	}
	async function look(page, what) {
		await page.screenshot({ path: join(pictures, `oidc ${what}.png`), fullPage: true });
		await page.evaluate(axe);
		const { violations } = await page.evaluate(() => globalThis.axe.run());
		assert.deepEqual(violations.map((one) => `${what}: ${one.id}`), []);
	}
	async function signInThere(page, login, claims) {
		await page.getByLabel('Name').fill(login);
		await page.locator('[name=claims]').evaluate((field, text) => { field.value = text; }, JSON.stringify(claims));
		await page.getByRole('button', { name: 'Sign in' }).click();
	}

	it('signs a reader in from our sign-in page, and says why it did not', async () => {
		for (const [label, options] of [['wide', { viewport: { width: 1366, height: 657 } }], ['narrow dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }]]) {
			const { context, page } = await open(options);
			await page.goto(`${TALK}/sign-in?next=/a/${story}`);
			await page.getByRole('link', { name: 'Sign in with 새벽신문' }).waitFor();
			await look(page, `sign-in ${label}`);
			await page.getByRole('link', { name: 'Sign in with 새벽신문' }).click();
			await page.getByRole('button', { name: 'Refuse' }).click();
			await page.getByText('it ended there without a sign-in').waitFor();
			await look(page, `refused ${label}`);
			await page.getByRole('link', { name: 'Try again' }).click();
			await signInThere(page, `haneul ${label}`, { name: label === 'wide' ? '김하늘' : '이바다' });
			await page.waitForURL(`${TALK}/a/${story}`);
			await page.locator('#body').waitFor();
			const cookies = await context.cookies(TALK);
			assert.deepEqual(cookies.filter((one) => one.name.startsWith('__Host-madang')).map((one) => [one.httpOnly, one.secure, one.sameSite, one.path]),
				[[true, true, 'Lax', '/'], [true, true, 'Lax', '/'], [true, true, 'Lax', '/']]);
			await context.close();
		}
	});

	it('asks for a press after a link of another page', async () => {
		const { context, page } = await open({ viewport: { width: 360, height: 740 } });
		hosts.html = `<!doctype html><html lang="en"><title>x</title><a href="${TALK}/sso/oidc/id?return=/a/${story}">Win</a></html>`;
		await page.goto(`${FOREIGN}/trap`);
		await page.getByRole('link', { name: 'Win' }).click();
		await page.getByText('Continue to sign in with your account at 새벽신문.').waitFor();
		await look(page, 'asked');
		await page.getByRole('link', { name: 'Continue' }).click();
		await page.getByRole('button', { name: 'Refuse' }).waitFor();
		await context.close();
	});

	it('signs a reader in inside the frame of a newspaper on another domain', async () => {
		hosts.html = `<!doctype html><html lang="en"><head><title>A newspaper</title></head><body><h1>A story</h1>
<script async src="${TALK}/embed.js"></script><madang-thread article="${story}"></madang-thread></body></html>`;
		const { context, page } = await open();
		await page.goto(`${FOREIGN}/story`);
		const frame = page.frameLocator('madang-thread iframe');
		const [window] = await Promise.all([page.waitForEvent('popup'), frame.getByRole('link', { name: 'Sign in', exact: true }).first().click()]);
		window.setDefaultTimeout(15000);
		await window.getByRole('link', { name: 'Sign in with 새벽신문' }).click();
		await Promise.all([window.waitForEvent('close'), signInThere(window, 'framed', { name: '박나래' })]);
		await frame.locator('#body').fill('늦어도 괜찮아요.');
		await frame.getByRole('button', { name: 'Post comment' }).click();
		await frame.getByText('늦어도 괜찮아요.').first().waitFor();
		await frame.getByText('박나래').first().waitFor();
		await page.screenshot({ path: join(pictures, 'oidc frame.png') });
		await context.close();
	});
});
