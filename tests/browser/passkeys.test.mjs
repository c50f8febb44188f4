// SPDX-License-Identifier: Apache-2.0
// Goal: a reader makes a passkey on the account's page, signs in with it alone, on the page and in the window of a frame, names it
// and removes it; without a script or without passkeys the pages have no dead button.
// setting: server.base_url=https://talk.news.example
import { after, before, describe, it } from 'node:test';
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { FOREIGN, TALK, startHosts } from './embedding.mjs';
import { PASSWORD, WIDE, api, article, name, skip } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = join(import.meta.dirname, '..', '..', 'build', 'screenshots');
const SIZES = [{ width: 1366, height: 657 }, { width: 1280, height: 900 }, { width: 360, height: 740 }];
const MAKE = 'Make a passkey', USE = 'Sign in with a passkey';

describe('passkeys', { skip }, () => {
	let hosts, browser, story;

	before(async () => {
		mkdirSync(pictures, { recursive: true });
		hosts = await startHosts();
		story = await article(undefined, 'A bridge is painted');
		browser = await chromium.launch({
			executablePath: process.env.MADANG_CHROMIUM ?? '/usr/bin/chromium', proxy: { server: `http://127.0.0.1:${hosts.port}` },
			args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
		});
	});
	after(async () => {
		await browser?.close();
		hosts?.close();
	});

	const account = async () => {
		const username = name('heron');
		await api('POST', '/v1/accounts', { username, email: `${username}@example.org`, password: PASSWORD });
		return username;
	};

	async function open(options = {}) {
		const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: WIDE, baseURL: TALK, ...options });
		const page = await context.newPage();
		page.setDefaultTimeout(15000);
		return page;
	}

	// Chromium's authenticator in software, for this page and its windows. id: of the former one's passkeys.
	async function plug(page, more = {}) {
		const session = await page.context().newCDPSession(page);
		await session.send('WebAuthn.enable');
		const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options: {
			protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
			automaticPresenceSimulation: true, ...more } });
		return { session, authenticatorId };
	}

	async function signIn(page, username) {
		await page.goto('/sign-in?next=/account/passkeys');
		await page.getByLabel('Name, or verified e-mail address').fill(username);
		await page.getByLabel('Password').fill(PASSWORD);
		await page.getByRole('button', { name: 'Sign in', exact: true }).click();
		await page.waitForURL('**/account/passkeys');
	}

	async function withPasskey() {
		const username = await account(), page = await open();
		await signIn(page, username);
		const key = await plug(page);
		await page.getByLabel('Name of a new passkey').fill('My phone');
		await page.getByRole('button', { name: MAKE }).click();
		await page.getByText('The passkey is ready').waitFor();
		return { username, page, key };
	}

	async function look(page, label) {
		const found = [];
		await page.evaluate(axe);
		for (const viewport of SIZES) {
			await page.setViewportSize(viewport);
			for (const colorScheme of process.env.MADANG_WHOLE ? ['light', 'dark'] : [viewport.width === 1280 ? 'dark' : 'light']) {
				await page.emulateMedia({ colorScheme });
				await page.screenshot({ path: join(pictures, `passkey-${label}-${viewport.width}-${colorScheme}.png`), fullPage: true });
				const said = await page.evaluate(() => globalThis.axe.run());
				found.push(...said.violations.map((v) => `${viewport.width} ${colorScheme}: ${v.id} at ${v.nodes.map((n) => n.target).join(', ')}`));
				if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
					found.push(`${viewport.width}: scrolls sideways`);
			}
		}
		await page.setViewportSize(WIDE);
		assert.deepEqual(found, []);
	}

	it('is made on the account page, and signs in alone', async () => {
		const { username, page } = await withPasskey();
		assert.equal(await page.getByRole('listitem').getByText('My phone').count(), 1);
		await look(page, 'list');
		await page.getByRole('button', { name: 'Sign out' }).click();
		await page.goto('/sign-in?next=/account');
		await look(page, 'sign-in');
		await page.getByRole('button', { name: USE }).click();
		await page.waitForURL('**/account');
		await page.getByRole('link', { name: username }).waitFor();
		await page.context().close();
	});

	it('signs in inside the window of a frame, and the frame is signed in', async () => {
		const { page, key } = await withPasskey();
		const { credentials } = await key.session.send('WebAuthn.getCredentials', { authenticatorId: key.authenticatorId });
		const paper = await open(), context = paper.context();
		await paper.goto(`${FOREIGN}/story?frame=/embed/${story}`);
		const frame = paper.frameLocator('#thread');
		const [window] = await Promise.all([context.waitForEvent('page'), frame.getByRole('link', { name: 'Sign in', exact: true }).first().click()]);
		const own = await plug(window);
		await own.session.send('WebAuthn.addCredential', { authenticatorId: own.authenticatorId, credential: credentials[0] });
		await window.getByRole('button', { name: USE }).click();
		await frame.locator('#body').fill('It was blue before.');
		await Promise.all([page.context().close(), context.close()]);
	});

	it('gets another name, and is removed', async () => {
		const { page } = await withPasskey();
		await page.getByText('Change its name').click();
		await page.getByLabel('Name', { exact: true }).fill('낡은 전화기');
		await page.getByRole('button', { name: 'Save the name of My phone' }).click();
		await page.getByRole('listitem').getByText('낡은 전화기').waitFor();
		await page.getByRole('button', { name: 'Remove the passkey 낡은 전화기' }).click();
		await page.getByText('You have no passkey.').waitFor();
		await page.context().close();
	});

	it('says what to do when the browser has none, or is asked in vain', async () => {
		const page = await open();
		await plug(page);
		await page.goto('/sign-in');
		await page.getByRole('button', { name: USE }).click();
		await page.getByText('No passkey was used: it was cancelled, or it took too long.').waitFor();
		await page.context().close();
		const bare = await open({ javaScriptEnabled: false });
		await signIn(bare, await account());
		assert.equal(await bare.getByRole('button', { name: MAKE }).isVisible(), false);
		await bare.getByText('This needs a browser that has passkeys').waitFor();
		await bare.context().close();
	});

	it('is made once on each device', async () => {
		const { page } = await withPasskey();
		await page.getByLabel('Name of a new passkey').fill('Again');
		await page.getByRole('button', { name: MAKE }).click();
		await page.getByText('This device has a passkey for your account already.').waitFor();
		await page.context().close();
	});
});
