// SPDX-License-Identifier: Apache-2.0
// Goal: a reader of a newspaper on another domain presses "Sign in" in the frame and is signed in with a token that the newspaper
// signed; nothing signs in without that press, and no script of the page gets a session.
// setting: server.base_url=https://talk.news.example
import { after, before, describe, it } from 'node:test';
import { execFileSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { FOREIGN, TALK, startHosts } from './embedding.mjs';
import { PHONE, WIDE, article, launch, skip } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SECRET = 'a secret of the publisher, 32 bytes';
const ISSUER = 'https://paper.test';
const pictures = join(import.meta.dirname, '..', '..', 'build', 'screenshots');

const b64 = (data) => Buffer.from(data).toString('base64url');
function signed(claims) {
	const now = Math.floor(Date.now() / 1000);
	const text = `${b64('{"alg":"HS256","typ":"JWT"}')}.${b64(JSON.stringify({ iss: ISSUER, aud: TALK, exp: now + 300, jti: randomUUID(), ...claims }))}`;
	return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
}

function register(folder, settings = {}) {
	const file = join(folder, 'settings');
	writeFileSync(file, JSON.stringify({ title: 'The Paper', issuer: ISSUER, audience: TALK, algorithms: ['HS256'], ...settings }));
	execFileSync(process.env.MADANG_BINARY, ['site', 'provider', 'default', 'paper', '--settings', file, '--secret', '-c', process.env.MADANG_CONFIG],
		{ input: `${SECRET}\n` });
}

describe('the sign-in of a newspaper', { skip }, () => {
	let hosts, browser, story, folder;

	before(async () => {
		mkdirSync(pictures, { recursive: true });
		folder = mkdtempSync(join(tmpdir(), 'madang-sign-on-'));
		hosts = await startHosts();
		register(folder, { sign_in: `${FOREIGN}/login` });
		story = await article(undefined, 'A bridge is painted');
		browser = await launch({ proxy: { server: `http://127.0.0.1:${hosts.port}` } });
	});
	after(async () => {
		await browser?.close();
		hosts?.close();
		rmSync(folder, { recursive: true });
	});

	const paper = (attributes) => `<!doctype html><html lang="en"><head><title>A newspaper</title><meta name="viewport" content="width=device-width"></head>
<body><h1>A story</h1><script>window.heard = []; addEventListener('message', (e) => window.heard.push(JSON.stringify(e.data)));</script>
<script async src="${TALK}/embed.js"></script><madang-thread article="${story}" ${attributes}></madang-thread></body></html>`;

	// The discussion on a page of another domain; token(): what the newspaper answers.
	async function visit(answer, attributes = 'sign-on="/madang-token"', options = {}) {
		hosts.html = paper(attributes);
		hosts.json = answer;
		const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: WIDE, ...options });
		const page = await context.newPage();
		page.setDefaultTimeout(15000);
		await page.goto(`${FOREIGN}/story`);
		const frame = page.frameLocator('madang-thread iframe');
		await frame.getByRole('link', { name: 'Sign in', exact: true }).first().waitFor();
		await page.waitForFunction(() => window.heard.some((one) => one.includes('ready')));
		return { context, page, frame };
	}
	const press = ({ frame }) => frame.getByRole('link', { name: 'Sign in', exact: true }).first().click();
	const asked = () => hosts.requests.filter((one) => one.url === '/v1/sessions/sso').length;

	it('signs a reader in by one press, and a comment follows', async () => {
		const name = `Heron ${Date.now() % 100000}`;
		const { context, page, frame } = await visit(() => ({ token: signed({ sub: name, name }) }));
		await press({ frame });
		await frame.locator('#body').fill('Blue was better.');
		await frame.getByRole('button', { name: 'Post comment' }).click();
		await frame.getByText('Blue was better.').first().waitFor();
		await frame.getByText(name).first().waitFor();
		const [cookie] = (await context.cookies(TALK)).filter((one) => one.name === '__Host-madang-frame');
		assert.deepEqual([cookie.sameSite, cookie.httpOnly, cookie.secure], ['None', true, true]);
		assert.ok(!(await page.evaluate(() => window.heard.join(' '))).includes(cookie.value), 'the page heard the session');
		await page.reload();
		await frame.locator('#body').waitFor();
		await context.close();
	});

	it('leads a reader whom the newspaper does not know to its own sign-in', async () => {
		const { context, page, frame } = await visit(() => ({ location: '/login' }));
		await press({ frame });
		await page.waitForURL(`${FOREIGN}/login`);
		await context.close();
	});

	for (const [what, answer, words] of [['refused', () => ({ token: signed({ sub: 'late', exp: 1 }) }), 'its token has expired'],
		['missing', () => ({}), 'The newspaper has not signed you in.']])
		it(`says why a token is ${what}, and offers a sign-in in a window`, async () => {
			const { context, page, frame } = await visit(answer, undefined, { viewport: PHONE, colorScheme: 'dark' });
			await press({ frame });
			await frame.getByText(words).waitFor();
			await page.screenshot({ path: join(pictures, `sign-on-${what}.png`), fullPage: true });
			const [window] = await Promise.all([page.waitForEvent('popup'), frame.getByRole('button', { name: 'Sign in another way' }).click()]);
			await window.getByLabel('Password').waitFor();
			await context.close();
		});

	it('lets a script of the newspaper hand the token over', async () => {
		const { context, page, frame } = await visit(null, 'sign-on=""');
		await page.evaluate((token) => addEventListener('madang:sign-in', (event) => {
			event.preventDefault();
			event.target.signIn(token);
		}), signed({ sub: 'by script', name: 'By Script' }));
		await press({ frame });
		await frame.locator('#body').waitFor();
		await context.close();
	});

	it('takes no token that nobody asked for by a press', async () => {
		const { context, page, frame } = await visit(null, 'sign-on=""');
		const before = asked();
		await page.evaluate((tokens) => {
			document.querySelector('madang-thread').signIn(tokens[0]);
			addEventListener('madang:sign-in', (event) => (event.preventDefault(), event.target.signIn(tokens[1]), event.target.signIn(tokens[0])));
		}, [signed({ sub: 'unasked', name: 'Unasked' }), signed({ sub: 'asked', name: 'Asked For' })]);
		await press({ frame });
		await frame.locator('#body').waitFor();
		assert.equal(asked() - before, 1);
		await frame.getByText('Asked For').first().waitFor();
		await context.close();
	});

	it('leads from our sign-in page to the newspaper and back, and goes on after a button', async () => {
		hosts.html = paper('');
		for (const [label, options] of [['wide', { viewport: { width: 1366, height: 657 } }], ['narrow dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }]]) {
			const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
			const page = await context.newPage();
			page.setDefaultTimeout(15000);
			const look = async (what) => {
				await page.screenshot({ path: join(pictures, `sign-on ${what} ${label}.png`), fullPage: true });
				await page.evaluate(axe);
				const { violations } = await page.evaluate(() => globalThis.axe.run());
				assert.deepEqual(violations.map((one) => `${what} ${label}: ${one.id}`), []);
			};
			await page.goto(`${TALK}/sign-in?next=/a/${story}`);
			await look('sign-in');
			await page.getByRole('link', { name: 'Sign in with The Paper' }).click();
			const next = new URL(page.url()).searchParams.get('madang_next');
			assert.deepEqual([new URL(page.url()).origin, next], [FOREIGN, `/a/${story}`]);
			await page.goto(`${TALK}/sso?${new URLSearchParams({ token: signed({ sub: label, name: '김하늘' }), next })}`);
			await page.getByText('The Paper knows you as 김하늘').waitFor();
			await look('continue');
			await page.getByRole('button', { name: 'Continue' }).click();
			await page.waitForURL(`${TALK}/a/${story}`);
			await page.locator('#body').waitFor();
			await page.goto(`${TALK}/account`);
			await page.getByText('At The Paper.').waitFor();
			await look('account');
			await page.goto(`${TALK}/sso?${new URLSearchParams({ token: signed({ sub: label, name: '김하늘' }), next: `${FOREIGN}/story` })}`);
			await page.getByRole('button', { name: 'Continue' }).click();
			await page.waitForURL(`${FOREIGN}/story`);
			await context.close();
		}
	});

	it('opens the window of Madang where the newspaper signs nobody on', async () => {
		const { context, page, frame } = await visit(null, '');
		const [window] = await Promise.all([page.waitForEvent('popup'), press({ frame })]);
		await window.getByLabel('Password').waitFor();
		await context.close();
	});
});
