// SPDX-License-Identifier: Apache-2.0
// Goal: the shared parts of the browser tests: the browser, the server under test, signed-in accounts, checks of a page.
//
// The server comes from tests/lib/fixture_site.py (MADANG_URL, MADANG_ARTICLE, MADANG_MODERATOR, …) or from a
// running demo (MADANG_QUICKSTART_JSON). Pictures go to build/screenshots.
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = join(here, '..', '..', 'build', 'screenshots');

function serverUnderTest() {
	const file = process.env.MADANG_QUICKSTART_JSON;
	if (file) {
		const q = JSON.parse(readFileSync(file, 'utf8'));
		return { url: q.url, accounts: q.accounts };
	}
	if (!process.env.MADANG_URL)
		return null;
	const password = process.env.MADANG_PASSWORD;
	const one = (name) => ({ username: process.env[name], password });
	return {
		url: process.env.MADANG_URL,
		accounts: { admin: one('MADANG_ADMIN'), moderator: one('MADANG_MODERATOR'), reader: one('MADANG_READER') },
	};
}

export const server = serverUnderTest();
export const skip = server === null && 'neither MADANG_URL nor MADANG_QUICKSTART_JSON says where a server is';
export const WIDE = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const PASSWORD = 'eleven quiet herons';

// A name nobody had in any run before.
let names = 0;
const run = Date.now().toString(36);
export const name = (who) => `${who}${run}${++names}`;

// A port for a server of the test, each once.
const ports = (process.env.MADANG_PORTS ?? '').split(' ').filter(Boolean);
export function freePort() {
	assert.ok(ports.length > 0, 'MADANG_PORTS has no port left');
	return ports.shift();
}

// ---- the browser
// Chromium's engine alone. Start and tabs of the desktop program cost several times as much for the same pages.
const CHROMIUM = process.env.MADANG_CHROMIUM ?? '/usr/bin/chromium-headless-shell';
// The desktop program, for preferences that only it has.
export const DESKTOP = process.env.MADANG_CHROMIUM ?? '/usr/bin/chromium';
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

let browser;
export async function open() {
	mkdirSync(pictures, { recursive: true });
	browser = await launch();
}
export const launch = (options) => chromium.launch({ executablePath: CHROMIUM, args: FLAGS, ...options });
export const close = async () => browser?.close();

// Somebody's browser, with scripts switched off.
export async function person(options = {}) {
	const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url, viewport: WIDE, ...options });
	const page = await context.newPage();
	page.setDefaultTimeout(15000);
	return page;
}

// Presses what has this name and waits for the page it leads to.
export async function press(page, label, within = page) {
	const button = within.getByRole('button', { name: label, exact: true });
	await Promise.all([page.waitForLoadState('load'), button.click()]);
}

export async function signIn(page, account) {
	await page.goto('/sign-in');
	await page.getByLabel('Name, or verified e-mail address').fill(account.username);
	await page.getByLabel('Password').fill(account.password);
	await press(page, 'Sign in');
	await page.getByRole('button', { name: 'Sign out' }).waitFor();
	return page;
}

export async function signUp(page, username) {
	await page.goto('/sign-up');
	await page.getByLabel('Name', { exact: true }).fill(username);
	await page.getByLabel('E-mail address').fill(`${username}@example.org`);
	await page.getByLabel('Password').fill(PASSWORD);
	const terms = page.getByLabel('I accept the terms of use');
	if (await terms.count() > 0)
		await terms.check();
	await press(page, 'Sign up');
	await page.getByText('Welcome. You are signed in.').waitFor();
	return page;
}

// ---- the API, for what has no page
export async function api(method, path, body, token) {
	const answer = await fetch(server.url + path, {
		method,
		headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...(token ? { Authorization: `Bearer ${token}` } : {}) },
		body: body ? JSON.stringify(body) : undefined,
	});
	const text = await answer.text();
	assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
	return text ? JSON.parse(text) : null;
}

export async function token(account) {
	return (await api('POST', '/v1/sessions', { login: account.username, password: account.password })).token;
}

let admin;
export async function article(state, title) {
	admin ??= await token(server.accounts.admin);
	const key = name('story');
	const made = await api('POST', '/v1/articles', { key, url: `https://news.example/${key}`, title: title ?? `Story ${key}` }, admin);
	if (state)
		await api('PATCH', `/v1/articles/${made.id}`, { state }, admin);
	return made.id;
}

// ---- the database
const sql = (text) => execFileSync('psql', ['-XAtq', '-d', process.env.MADANG_DATABASE_URL, '-c', text], { encoding: 'utf8' }).trim();

// The token of a link, stored as the courier stores it when it sends the waiting mail.
export function mailLink(username, purpose) {
	const account = sql(`select id from core.account where username = '${username}'`);
	const address = sql(`select coalesce(o.address, a.email) from core.outbox o join core.account a on a.id = o.account_id
		where a.id = '${account}' and o.token_purpose = '${purpose}' order by o.id desc limit 1`);
	assert.notEqual(address, '', `no mail for ${purpose}`);
	const data = sql(`select o.data from core.outbox o where o.account_id = '${account}' and o.token_purpose = '${purpose}' order by o.id desc limit 1`);
	const token = randomBytes(32).toString('base64url');
	const digest = execFileSync('b2sum', ['-l', '256'], { input: token, encoding: 'utf8' }).split(' ')[0];
	sql(`insert into core.token (digest, purpose, account_id, address, data, made_at, expires_at)
		values ('\\x${digest}', '${purpose}', '${account}', '${address}', '${data}', core.now(), core.now() + interval '1 hour')`);
	return token;
}

// ---- looking
const SEVERE = ['serious', 'critical'];

// Light and dark in the whole run; one of them at each size in `tests/run`, which has fifteen minutes.
const schemesOf = (dark) => (process.env.MADANG_WHOLE ? ['light', 'dark'] : [dark ? 'dark' : 'light']);

// The page as it is in both widths and its schemes: axe, sideways scrolling, small targets, a picture of each.
export async function inspectPage(page, label) {
	const state = await page.context().storageState();
	const found = [];
	for (const viewport of [WIDE, PHONE]) {
		const phone = viewport === PHONE;
		const context = await browser.newContext({ storageState: state, viewport, isMobile: phone, hasTouch: phone,
			deviceScaleFactor: phone ? 2 : 1 });
		const eye = await context.newPage();
		await eye.goto(page.url());
		await eye.evaluate(axe);
		const schemes = schemesOf(phone);
		for (const colorScheme of schemes) {
			await eye.emulateMedia({ colorScheme });
			await eye.screenshot({ path: join(pictures, `${label}-${viewport.width}-${colorScheme}.png`), fullPage: true });
			// A page has the same elements in both schemes; only its colours differ.
			const only = colorScheme === 'dark' && schemes.length > 1 ? ['color-contrast'] : undefined;
			const violations = await eye.evaluate(judge, only);
			const where = `${label} ${viewport.width} ${colorScheme}`;
			found.push(...violations.filter((v) => SEVERE.includes(v.impact)).map((v) => `${where}: ${v.id} at ${v.nodes.join(', ')}`));
			found.push(...(await eye.evaluate(measure, phone)).map((text) => `${where}: ${text}`));
		}
		await context.close();
	}
	assert.deepEqual(found, []);
}

// The page as it stands, with what its script has opened: axe, sideways scrolling, pictures at the sizes of a laptop, a
// screen and a phone. The page keeps its size.
export async function inspectDialog(page, label) {
	const before = page.viewportSize(), found = [];
	await page.evaluate(axe);
	for (const viewport of [{ width: 1366, height: 657 }, { width: 1280, height: 900 }, { width: 375, height: 667 }]) {
		await page.setViewportSize(viewport);
		for (const colorScheme of schemesOf(viewport.width === 1280)) {
			await page.emulateMedia({ colorScheme });
			await page.screenshot({ path: join(pictures, `${label}-${viewport.width}x${viewport.height}-${colorScheme}.png`) });
			const where = `${label} ${viewport.width} ${colorScheme}`, violations = await page.evaluate(judge);
			found.push(...violations.filter((v) => SEVERE.includes(v.impact)).map((v) => `${where}: ${v.id} at ${v.nodes.join(', ')}`));
			found.push(...(await page.evaluate(measure, false)).map((text) => `${where}: ${text}`));
		}
	}
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize(before);
	assert.deepEqual(found, []);
}

// Runs in the page.
async function judge(only) {
	const said = await globalThis.axe.run(only ? { runOnly: only } : {});
	return said.violations.map((v) => ({ id: v.id, impact: v.impact, nodes: v.nodes.map((n) => n.target.join(' ')) }));
}

// Runs in the page: sideways scrolling, and on phones what is too small for a finger.
function measure(phone) {
	const root = document.documentElement;
	const found = [];
	if (root.scrollWidth > root.clientWidth)
		found.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);
	if (!phone)
		return found;
	for (const e of document.querySelectorAll('a, button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, summary')) {
		const box = e.getBoundingClientRect();
		// Links inside running text are excepted (WCAG 2.2, 2.5.8).
		if (box.height > 0 && box.height < 43.5 && !e.closest('p, h1, .text, td'))
			found.push(`${e.tagName} "${e.textContent.trim().slice(0, 40)}" is ${Math.round(box.height)} px high`);
	}
	return found;
}
