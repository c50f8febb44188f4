// SPDX-License-Identifier: Apache-2.0
// Goal: a reader sets up an authenticator app, signs in with its code or with a recovery code, with and without a script; a moderator
// without a second factor is led from the desk to the page that sets one up.
// setting: accounts.staff_factor=on
import { after, before, describe, it } from 'node:test';
import { createHmac } from 'node:crypto';
import assert from 'node:assert/strict';
import { PASSWORD, api, close, inspectDialog, inspectPage, name, open, person, press, server, signIn, skip } from './support.mjs';

const LOGIN = 'Name, or verified e-mail address';

// The number of the interval of 30 s. The server takes a code of the interval before, at and after its own, each later than the last one used.
const now = () => Math.floor(Date.now() / 30000);

// The code of an app that has this key in base32, for an interval (RFC 6238).
function appCode(key, interval) {
	const bits = [...key].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
	const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(interval));
	const mac = createHmac('sha1', bytes).update(counter).digest();
	return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// A code of no interval near now.
const wrongCode = (key) => ['000000', '000001', '000002', '000003', '000004', '000005']
	.find((code) => ![-2, -1, 0, 1, 2].some((n) => appCode(key, now() + n) === code));

async function account(who) {
	const username = name(who);
	await api('POST', '/v1/accounts', { username, email: `${name('mail')}@example.org`, password: PASSWORD });
	return { username, password: PASSWORD };
}

// Leads to the form that sets an app up; returns the key that it shows.
async function begin(page) {
	await page.goto('/account/security');
	await press(page, 'Set up an app');
	return page.locator('code.key').textContent();
}

// Sets an app up; returns its key, the interval of the code used, and the recovery codes.
async function setUp(page) {
	const key = await begin(page), used = now();
	await page.getByLabel('Code of the app').fill(appCode(key, used));
	await press(page, 'Confirm');
	await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
	return { key, used, codes: await page.locator('.codes code').allInnerTexts() };
}

// Signs out, and in again by the password; the page is then at the second step.
async function secondStep(page, who, next) {
	await press(page, 'Sign out');
	await page.goto(`/sign-in?next=${next}`);
	await page.getByLabel(LOGIN).fill(who.username);
	await page.getByLabel('Password').fill(who.password);
	await press(page, 'Sign in');
	await page.getByRole('heading', { name: 'Second step' }).waitFor();
}

async function give(page, code) {
	await page.getByLabel('Code', { exact: true }).fill(code);
	await press(page, 'Continue');
}

// Runs in the page: the colours of a QR code, and its quiet zone in modules on each side.
function drawn(svg) {
	const paper = svg.querySelector('rect'), ink = svg.querySelector('path'), { x, y, width, height } = ink.getBBox(), whole = svg.viewBox.baseVal.width;
	return { paper: getComputedStyle(paper).fill, ink: getComputedStyle(ink).fill, margins: [x, y, whole - x - width, whole - y - height] };
}

describe('the second factor', { skip }, () => {
	before(open);
	after(close);

	it('is an app, and its codes or recovery codes lead back to the page that asked', async () => {
		const who = await account('가람'), page = await signIn(await person({ javaScriptEnabled: true }), who);
		await begin(page);
		await inspectPage(page, 'factor-app');
		await page.emulateMedia({ colorScheme: 'dark' });
		assert.deepEqual(await page.locator('svg.qr').evaluate(drawn), { paper: 'rgb(255, 255, 255)', ink: 'rgb(0, 0, 0)', margins: [4, 4, 4, 4] });
		await page.emulateMedia({ colorScheme: 'light' });
		const { key, used, codes } = await setUp(page);
		assert.equal(new Set(codes).size, 10);
		await inspectDialog(page, 'factor-codes');
		assert.ok((await page.getByRole('link', { name: 'I have kept them' }).boundingBox()).height >= 44);
		await page.getByRole('link', { name: 'I have kept them' }).click();
		await page.getByText('10 recovery codes are left').waitFor();
		assert.equal(await page.getByText(codes[0]).count(), 0);
		await inspectPage(page, 'factor-security');
		await secondStep(page, who, '/account/follows');
		await inspectPage(page, 'factor-second');
		await give(page, wrongCode(key));
		const field = page.getByLabel('Code', { exact: true });
		assert.equal(await field.getAttribute('aria-invalid'), 'true');
		await page.locator('#code-error').waitFor();
		await give(page, appCode(key, used + 1));
		await page.waitForURL('**/account/follows');
		await secondStep(page, who, '/account/mutes');
		await give(page, codes[3]);
		await page.waitForURL('**/account/mutes');
		await page.goto('/account/security');
		await page.getByText('9 recovery codes are left').waitFor();
		await page.context().close();
	});

	it('works without a script', async () => {
		const who = await account('heron'), page = await signIn(await person(), who);
		const { key, used } = await setUp(page);
		await secondStep(page, who, '/account/follows');
		assert.equal(await page.getByRole('button', { name: 'Use a passkey' }).isVisible(), false);
		await give(page, appCode(key, used + 1));
		await page.waitForURL('**/account/follows');
		await page.context().close();
	});

	it('is waited for by the role of a moderator', async () => {
		const page = await signIn(await person(), server.accounts.moderator);
		await page.goto('/desk');
		await page.getByText('Your role waits for a second step').waitFor();
		await page.locator('main').getByRole('link', { name: 'Signing in' }).click();
		await page.getByText('Your role waits for a second step.').waitFor();
		await inspectPage(page, 'factor-waits');
		await setUp(page);
		await page.goto('/desk');
		await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor();
		await page.context().close();
	});
});
