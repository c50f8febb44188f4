// SPDX-License-Identifier: Apache-2.0
// Goal: the open desk tells of colleagues and of new cases, without moving the list, and says when the session has ended.
// setting: live.desk=150ms
// setting: live.hidden=500ms
// setting: limits.rates=off
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { api, article, close, name, open, PASSWORD, person, server, signIn, skip, token } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LAPTOP = { width: 1366, height: 657 };

describe('the desk while colleagues work', { skip }, () => {
	let writer, witness, boss, lee, chief;
	const faults = [];

	before(async () => {
		await open();
		[writer, witness] = await Promise.all(['marta', 'nils'].map(async (who) => {
			const username = name(who);
			await api('POST', '/v1/accounts', { username, email: `${username}@example.org`, password: PASSWORD });
			return token({ username, password: PASSWORD });
		}));
		boss = await token(server.accounts.admin);
		lee = await moderator(server.accounts.moderator);
		chief = await moderator(server.accounts.admin);
	});
	after(async () => {
		await close();
		assert.deepEqual(faults, []);
	});

	async function moderator(account, options = {}) {
		const page = await person({ javaScriptEnabled: true, viewport: LAPTOP, ...options });
		page.on('pageerror', (error) => faults.push(error.message));
		await page.addInitScript(() => {
			const Real = globalThis.EventSource;
			Object.assign(globalThis, { streams: 0, tones: 0, notes: [] });
			globalThis.EventSource = class extends Real {
				constructor(url) {
					super(url);
					globalThis.streams++;
					globalThis.stream = this;
				}
			};
			Object.defineProperty(document, 'hidden', { get: () => globalThis.away ?? false, configurable: true });
			AudioContext.prototype.createOscillator = new Proxy(AudioContext.prototype.createOscillator, { apply: (made, on) => {
				globalThis.tones++;
				return made.call(on);
			} });
			globalThis.Notification = class {
				constructor(text) { globalThis.notes.push(text); }
				static requestPermission = async () => 'granted';
			};
		});
		return signIn(page, account);
	}
	const write = async (story, body) => (await api('POST', `/v1/articles/${story}/comments`, { body }, writer)).comment.id;
	async function held(n) {
		const story = await article('premoderated', 'The bridge that was never built'), ids = [];
		for (let i = 0; i < n; i++)
			ids.push(await write(story, `A word ${i}.`));
		return { story, ids, path: `/desk?view=held&article=${story}` };
	}
	async function at(page, path) {
		await page.goto(path);
		await page.locator('.case.full').waitFor();
		await page.waitForFunction(() => globalThis.stream?.readyState === 1);
	}
	const shown = (page) => page.locator('.case.full').getAttribute('data-case');
	const row = (page, id) => page.locator(`.list-pane #case-${id}`);
	const button = (page, text) => page.getByRole('button', { name: text });
	async function decide(id, action) {
		const { version } = await api('GET', `/v1/moderation/cases/${id}`, null, boss);
		const { results } = await api('POST', '/v1/moderation/decisions', { decisions: [{ case: id, version, action, ...(action === 'reject' && { reason: 'spam' }) }] }, boss);
		assert.equal(results[0].status, 200);
	}

	it('counts new cases in a line, moves nothing, and loads them on N', async () => {
		const { story, ids, path } = await held(2);
		await at(lee, path);
		const before = await row(lee, ids[0]).boundingBox(), current = await shown(lee);
		await write(story, 'One more.');
		await button(lee, '1 new case').waitFor();
		await write(story, 'And another.');
		await button(lee, '2 new cases').waitFor();
		assert.deepEqual(await row(lee, ids[0]).boundingBox(), before);
		assert.equal(await shown(lee), current);
		assert.match(await lee.title(), /^\(\d+\) /);
		await lee.screenshot({ path: '../../build/screenshots/desk-live-new.png' });
		await lee.keyboard.press('KeyN');
		await lee.waitForFunction(() => document.querySelectorAll('.list-pane .cases > li').length === 4);
		await lee.locator('.list-pane .arrivals button').waitFor({ state: 'detached' });
		assert.equal(await shown(lee), current);
	});

	it('keeps the counts of the views', async () => {
		const { story } = await held(1);
		await at(lee, '/desk');
		const count = () => lee.locator('.filters a', { hasText: 'Held' }).locator('.n').textContent();
		const before = Number(await count());
		await write(story, 'Counted.');
		await lee.waitForFunction((n) => [...document.querySelectorAll('.filters a')].find((one) => one.textContent.startsWith('Held')).querySelector('.n').textContent === String(n), before + 1);
	});

	it('tells claims of colleagues in the list and in the case', async () => {
		const { ids, path } = await held(2);
		await at(lee, path);
		const first = await shown(lee), other = ids.find((id) => id !== first);
		await at(chief, `/desk/${other}`);
		await button(chief, /^Claim/).click();
		await row(lee, other).locator('.holder').getByText(/^admin, \d+ min$/).waitFor();
		await lee.screenshot({ path: '../../build/screenshots/desk-live-claim.png' });
		await at(chief, `/desk/${first}`);
		await button(chief, /^Claim/).click();
		await lee.locator('.case.full .holder').getByText(/^admin, \d+ min$/).waitFor();
		await button(chief, /^Release/).click();
		await lee.locator('.case.full .holder').getByText('Free again').waitFor();
	});

	it('folds the case in view when a colleague decides it, and says who decided what', async () => {
		const { ids, path } = await held(3);
		await at(lee, path);
		const first = await shown(lee), second = ids.filter((id) => id !== first)[0];
		await decide(first, 'reject');
		const box = lee.locator('.case.full .conflict');
		await box.getByText(/^admin: Rejected, /).waitFor();
		assert.equal(await lee.locator('.case.full .decide-bar').isVisible(), false);
		await row(lee, first).getByText(/^admin: Rejected, /).waitFor();
		await lee.evaluate(axe);
		assert.deepEqual((await lee.evaluate(() => globalThis.axe.run())).violations.map((one) => one.id), []);
		await lee.screenshot({ path: '../../build/screenshots/desk-live-folded.png' });
		await lee.setViewportSize({ width: 375, height: 667 });
		await lee.emulateMedia({ colorScheme: 'dark' });
		await lee.screenshot({ path: '../../build/screenshots/desk-live-folded-phone.png' });
		await lee.emulateMedia({ colorScheme: 'light' });
		await lee.setViewportSize(LAPTOP);
		await lee.keyboard.press('KeyA');
		assert.equal(await shown(lee), first);
		await lee.keyboard.press('Enter');
		await lee.waitForFunction((id) => document.querySelector('.case.full')?.dataset.case !== id, first);
		assert.notEqual(await shown(lee), first);
		const left = ids.find((id) => id !== first && id !== second && id);
		await decide(left === await shown(lee) ? second : left, 'approve');
		await lee.locator('.list-pane li.done').getByText('admin: Approved').waitFor();
	});

	it('keeps what a moderator writes when a colleague decides the case', async () => {
		const { path } = await held(2);
		await at(lee, path);
		const first = await shown(lee);
		await lee.keyboard.press('KeyM');
		await lee.locator('.case.full [name=note]').fill('Half a thought');
		await decide(first, 'approve');
		await lee.locator('.toast').getByText('admin: Approved').waitFor();
		assert.equal(await lee.locator('.case.full [name=note]').inputValue(), 'Half a thought');
		await button(lee, 'Show the case').click();
		await lee.locator('.case.full .state').getByText('Published').waitFor();
	});

	it('has one stream for two tabs', async () => {
		const { story, path } = await held(1);
		await at(lee, path);
		const second = await lee.context().newPage();
		second.setDefaultTimeout(15000);
		await second.goto(path);
		await second.locator('.case.full').waitFor();
		await write(story, 'For both tabs.');
		await button(second, '1 new case').waitFor();
		await button(lee, '1 new case').waitFor();
		await second.close();
	});

	it('leaves when the tab is hidden, and knows what it missed when it is back', async () => {
		const { story, path } = await held(1);
		await at(lee, path);
		const away = (on) => lee.evaluate((hidden) => {
			globalThis.away = hidden;
			document.dispatchEvent(new Event('visibilitychange'));
		}, on);
		await away(true);
		await lee.waitForFunction(() => globalThis.stream.readyState === 2);
		await write(story, 'Nobody looked.');
		await away(false);
		await button(lee, '1 new case').waitFor();
	});

	it('sounds and notifies for notices and escalations when it was asked to, and never before', async () => {
		const { path } = await held(1), { ids } = await held(1), story = await article(), id = await write(story, 'Against the law.');
		await at(lee, path);
		await decide(await shown(lee), 'escalate');
		await lee.locator('.case.full .conflict').getByText('admin: Escalated').waitFor();
		assert.deepEqual(await lee.evaluate(() => [globalThis.tones, globalThis.notes]), [0, []]);
		await lee.getByLabel(/^Sound for/).check();
		await lee.getByLabel(/^Desktop notification/).check();
		assert.equal(await lee.evaluate(() => globalThis.tones), 1);
		await decide(ids[0], 'escalate');
		await lee.waitForFunction(() => globalThis.notes.length === 1 && globalThis.tones === 2);
		await api('POST', '/v1/notices/illegal', { explanation: 'A threat.', good_faith: true, url: `${server.url}/a/${story}/c/${id}`, name: 'Kim', email: 'kim@example.org' });
		await lee.waitForFunction(() => globalThis.notes.length === 2 && globalThis.tones === 3);
		assert.deepEqual(await lee.evaluate(() => globalThis.notes), ['A case was escalated', 'A new notice of illegal content']);
		await lee.reload();
		assert.equal(await lee.getByLabel(/^Sound for/).isChecked(), true);
		await lee.getByLabel(/^Sound for/).uncheck();
		await lee.getByLabel(/^Desktop notification/).uncheck();
	});

	it('says that the session has ended, and asks no more', async () => {
		const { path } = await held(1), page = await moderator(server.accounts.moderator);
		await at(page, path);
		const cookies = await page.context().cookies();
		const answer = await fetch(`${server.url}/v1/session`, { method: 'DELETE', headers: { Authorization: `Bearer ${cookies.find((one) => one.name === 'madang').value}` } });
		assert.equal(answer.status, 204);
		await page.locator('.toast.bad').getByText('You are signed out.').waitFor();
		assert.equal(await page.evaluate(() => globalThis.stream.readyState), 2);
	});
});
