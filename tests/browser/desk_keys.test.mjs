// SPDX-License-Identifier: Apache-2.0
// Goal: at the desk a case is one key and no page load; a refusal, a lost connection and a second moderator lose nothing.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { keep, work } from './desk_work.mjs';
import { api, article, close, name, open, PASSWORD, person, press, server, signIn, signUp, skip, token } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LAPTOP = { width: 1366, height: 657 }, SMALL = { width: 375, height: 667 };
const OPEN = 10_000;

describe('the desk with keys', { skip }, () => {
	let author, writer, boss, lee, chief;
	const faults = [];

	before(async () => {
		await open();
		author = name('marta');
		await signUp(await person(), author);
		writer = await token({ username: author, password: PASSWORD });
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
		page.on('console', (line) => line.type() === 'error' && !/status of (4|5)|Failed to load|ERR_/.test(line.text()) && faults.push(line.text()));
		return signIn(page, account);
	}
	// An article of its own with n held comments; ids, newest last.
	async function held(n, text = 'A word') {
		const story = await article('premoderated', 'The bridge that was never built'), ids = [];
		for (let i = 0; i < n; i++)
			ids.push((await api('POST', `/v1/articles/${story}/comments`, { body: `${text} ${i}.` }, writer)).comment.id);
		return { story, ids, path: `/desk?view=held&article=${story}` };
	}
	async function at(page, path) {
		await page.goto(path);
		await page.locator('.case.full').waitFor();
		await page.evaluate(() => { globalThis.stayed = true; });
	}
	const shown = (page) => page.locator('.case.full').getAttribute('data-case');
	const shows = (page, id) => page.locator(`.case.full[data-case="${id}"]`).waitFor();
	const leaves = (page, id) => page.locator(`.case.full:not([data-case="${id}"])`).waitFor(); // for one that may have to load
	const stayed = (page) => page.evaluate(() => globalThis.stayed === true);
	const stateOf = async (id) => (await api('GET', `/v1/moderation/cases/${id}`, null, boss)).comment.state;
	const decisions = async (id) => (await api('GET', `/v1/moderation/decisions?comment=${id}`, null, boss)).decisions;

	it('inserts a saved message behind what is written', async () => {
		const { version } = await api('GET', '/v1/moderation/settings?site=default', null, boss);
		await api('PUT', '/v1/moderation/settings?site=default', { version, settings: { messages: [{ language: 'en', title: 'Calm', text: 'Stay calm.' }] } }, boss);
		const { path } = await held(1);
		await at(lee, path);
		await lee.keyboard.press('m');
		await lee.locator('.case.full [name=message]').fill('Hello.');
		await lee.getByRole('button', { name: 'Insert' }).click();
		assert.equal(await lee.locator('.case.full [name=message]').inputValue(), 'Hello.\n\nStay calm.');
		assert.ok(await stayed(lee));
	});

	it('posts a reply as staff from the case, which stays, and keeps a refused reply', async () => {
		const story = await article('open'), text = 'When does the ferry run again?';
		const one = (await api('POST', `/v1/articles/${story}/comments`, { body: text }, writer)).comment.id;
		await api('POST', `/v1/articles/${story}/comments/${one}/reports`, { reason: 'spam' }, boss);
		await at(lee, `/desk?article=${story}`);
		await lee.keyboard.press('w');
		await lee.locator('.answer textarea').fill('x'.repeat(20_001));
		await lee.getByRole('button', { name: 'Post the reply' }).click();
		await lee.locator('.toast.bad').waitFor();
		assert.equal((await lee.locator('.answer textarea').inputValue()).length, 20_001);
		await lee.locator('.answer textarea').fill('From Monday on.');
		await lee.getByRole('button', { name: 'Post the reply' }).click();
		await lee.locator('.toast').filter({ hasText: 'Your reply is published.' }).waitFor();
		assert.equal(await shown(lee), one);
		assert.ok(await stayed(lee));
		const [top] = (await api('GET', `/v1/articles/${story}/comments`)).comments;
		assert.deepEqual(top.replies.comments.map((c) => c.author.role), ['moderator']);
	});

	it('takes a morning of forty cases in one key each, two for a rejection, without a page load', async () => {
		const { path, ids } = await held(40);
		await at(lee, path);
		const record = await work(lee, 40, { rejects: (i) => i % 8 === 3 });
		await lee.locator('.empty-pane').waitFor();
		assert.ok(await stayed(lee), 'a page was loaded');
		await lee.waitForFunction(() => !document.querySelector('.toast.wait'));
		await lee.locator('.toast', { hasText: /Approved|Rejected/ }).waitFor();
		const states = await Promise.all(ids.map(stateOf));
		assert.equal(states.filter((state) => state === 'published').length, 35);
		assert.equal(states.filter((state) => state === 'rejected').length, 5);
		keep('desk-morning-40', record);
		assert.deepEqual([record.pressed, record.besides], [45, 0]);
	});

	it('shows the next case while every request waits', async () => {
		const { path } = await held(4);
		await lee.route('**/v1/moderation/events', (route) => route.abort()); // a stream is never idle
		await at(lee, path);
		const order = await lee.locator('.list-pane .case').evaluateAll((all) => all.map((node) => node.id.replace('case-', '')));
		// The case after the next is loaded last.
		const loaded = lee.waitForResponse((answer) => answer.request().method() === 'GET' && answer.url().includes(order[3]));
		await lee.keyboard.press('KeyA');
		await Promise.all([loaded, lee.locator('.toast', { hasText: 'Approved.' }).waitFor()]);
		const before = await shown(lee);
		const waiting = [];
		let holds = true;
		await lee.route('**/desk**', (route) => (holds ? waiting.push(route) : route.continue()));
		await lee.keyboard.press('KeyA');
		const now = await lee.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(document.querySelector('.case.full')?.dataset.case))));
		assert.ok(now && now !== before);
		assert.ok(waiting.some((route) => route.request().url().endsWith('/decide')), 'the decision is on its way');
		holds = false;
		await Promise.all(waiting.map((route) => route.continue()));
		await lee.locator('.toast', { hasText: 'Approved.' }).waitFor();
		await lee.unroute('**/desk**');
		await lee.unroute('**/v1/moderation/events');
	});

	it('is as fast with ten thousand open cases', { skip: !process.env.MADANG_DATABASE_URL && 'no database to fill' }, async () => {
		const { story, ids } = await held(2);
		execFileSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', process.env.MADANG_DATABASE_URL, '-c', `
			with made as (
				insert into core.comment (article_id, id, parent_id, depth, author_id, author_name, author_role, state, visible, created_at, body, html)
				select c.article_id, core.new_id(), c.article_id, 0, c.author_id, c.author_name, 'reader', 'held', false, core.now(), 'One of many.', '<p>One of many.</p>'
				from core.comment c, generate_series(1, ${OPEN}) i where c.id = '${ids[0]}' returning *)
			insert into core.case_file (comment_id, article_id, site_id, author_id, state, version, weight, priority, terms, held, opened_at)
			select m.id, m.article_id, a.site_id, m.author_id, 'open', 1, 1, random(), '{"rules": 1}', true, core.now()
			from made m join core.article a on a.id = m.article_id`]);
		await at(lee, `/desk?view=held&article=${story}`);
		const record = await work(lee, 60);
		assert.ok(await stayed(lee));
		keep('desk-of-10000', record);
		// Of each decided case: the decision, the claim and the text of a case ahead. The list and the stream cost less than one for two.
		const { decide, renew, case: cases, list, other = 0 } = record.requests;
		assert.equal(decide, 60);
		assert.ok(renew <= 63 && cases <= 63 && list + other < 30, JSON.stringify(record.requests));
	});

	it('undoes the last act with U, and shows the case again', async () => {
		const { path } = await held(2);
		await at(lee, path);
		const first = await shown(lee);
		await lee.keyboard.press('KeyA');
		await lee.locator('.toast', { hasText: 'Approved.' }).waitFor();
		assert.equal(await stateOf(first), 'published');
		await lee.keyboard.press('KeyU');
		await lee.locator('.toast', { hasText: 'Undone. The case is open again.' }).waitFor();
		await shows(lee, first);
		assert.equal(await stateOf(first), 'held');
		assert.ok(await stayed(lee));
	});

	it('undoes an act whose answer has not come yet', async () => {
		const { path } = await held(2);
		await at(lee, path);
		const first = await shown(lee);
		let answer;
		await lee.route(`**/desk/${first}/decide`, (route) => { answer = () => route.continue(); });
		await lee.keyboard.press('KeyA');
		await lee.keyboard.press('KeyU');
		await leaves(lee, first);
		await answer();
		await shows(lee, first);
		await lee.locator('.toast', { hasText: 'Undone. The case is open again.' }).waitFor();
		assert.equal(await stateOf(first), 'held');
		await lee.unroute(`**/desk/${first}/decide`);
	});

	it('skips a case until the others are seen, and U takes that back', async () => {
		const { path } = await held(3);
		await at(lee, path);
		const first = await shown(lee);
		await lee.keyboard.press('KeyS');
		await lee.locator('.toast', { hasText: 'Skipped.' }).waitFor();
		await leaves(lee, first);
		await lee.keyboard.press('KeyU');
		await shows(lee, first);
		await lee.keyboard.press('KeyS');
		await lee.locator('.toast', { hasText: 'Skipped.' }).waitFor();
		await at(lee, path);
		assert.equal(await lee.locator('.list-pane .cases > li').count(), 2);
		await at(chief, path);
		assert.equal(await chief.locator('.list-pane .cases > li').count(), 3);
	});

	it('says who decided what when a colleague was first; the keys then wait', async () => {
		const { path } = await held(6);
		await lee.route('**/moderation/events*', () => {}); // the stream would tell of it first
		await at(lee, path);
		await at(chief, path);
		const one = await shown(lee);
		assert.equal(await shown(chief), one);
		await chief.keyboard.press('KeyR');
		await chief.keyboard.press('Digit1');
		await chief.locator('.toast', { hasText: 'Rejected.' }).waitFor();
		await lee.keyboard.press('KeyA');
		const conflict = lee.locator('.case.full .conflict');
		await conflict.waitFor();
		assert.equal(await shown(lee), one);
		assert.match(await conflict.innerText(), /Nothing was decided[\s\S]*admin, .*: Rejected, Spam/);
		await lee.keyboard.press('KeyA');
		await lee.locator('.toast', { hasText: 'Press Enter to go on' }).waitFor();
		assert.equal(await stateOf(one), 'rejected');
		assert.equal((await decisions(one)).length, 1);
		await look(lee, 'conflict');
		await lee.keyboard.press('Enter');
		await lee.waitForFunction((id) => document.querySelector('.case.full')?.dataset.case !== id, one);
		assert.ok(await stayed(lee));
		await lee.unroute('**/moderation/events*');
	});

	it('gives two moderators different cases once they have begun', async () => {
		const { path } = await held(6);
		await at(lee, path);
		await lee.keyboard.press('KeyA');
		await lee.locator('.toast', { hasText: 'Approved.' }).waitFor();
		await lee.waitForTimeout(200);
		await at(chief, path);
		const other = await shown(chief);
		assert.notEqual(other, await shown(lee));
		await chief.keyboard.press('KeyA');
		await chief.locator('.toast', { hasText: 'Approved.' }).waitFor();
		assert.equal(await chief.locator('.conflict').count(), 0);
	});

	it('sends a decision again whose answer was lost, and it happens once', async () => {
		const { path } = await held(2);
		await at(lee, path);
		const one = await shown(lee);
		let lost = 0, told;
		const seen = new Promise((done) => { told = done; });
		await lee.route(`**/desk/${one}/decide`, async (route) => {
			if (lost++ < 2) {
				if (lost === 1)
					await route.fetch(); // the server decides; the answer is lost
				await route.abort('connectionreset');
			} else {
				await seen;
				await route.continue();
			}
		});
		await lee.keyboard.press('KeyA');
		await leaves(lee, one);
		await lee.locator('.toast', { hasText: 'The connection is lost.' }).waitFor();
		told();
		await lee.locator('.toast', { hasText: 'Approved.' }).waitFor();
		await lee.unroute(`**/desk/${one}/decide`);
		assert.equal(lost, 3);
		assert.equal((await decisions(one)).length, 1);
	});

	it('acts once for a key that is held down, not in a field, not with a modifier, not when switched off', async () => {
		const { path, ids } = await held(4);
		await at(lee, path);
		const first = await shown(lee);
		await lee.keyboard.press('Control+KeyA');
		await lee.keyboard.press('KeyM');
		await lee.keyboard.type('a note with all the letters: a r e s u');
		assert.equal(await shown(lee), first);
		await lee.keyboard.press('Escape');
		await lee.keyboard.down('KeyA');
		for (let i = 0; i < 5; i++)
			await lee.keyboard.down('KeyA');
		await lee.keyboard.up('KeyA');
		await lee.locator('.toast', { hasText: 'Approved.' }).waitFor();
		const states = await Promise.all(ids.map(stateOf));
		assert.equal(states.filter((state) => state === 'published').length, 1);
		assert.equal((await decisions(first))[0].note, 'a note with all the letters: a r e s u');
		const second = await shown(lee);
		await lee.keyboard.press('Shift+Slash');
		await lee.getByRole('checkbox', { name: 'Single keys act at the desk' }).uncheck();
		await lee.getByRole('button', { name: 'Close' }).click();
		await lee.keyboard.press('KeyA');
		await lee.waitForTimeout(150);
		assert.equal(await shown(lee), second);
		await lee.keyboard.press('Shift+Slash');
		await lee.getByRole('checkbox', { name: 'Single keys act at the desk' }).check();
		await lee.getByRole('button', { name: 'Close' }).click();
		// a Korean input method gives another letter for the same key
		await lee.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㅁ', code: 'KeyA', bubbles: true, cancelable: true })));
		await lee.waitForFunction((id) => document.querySelector('.case.full')?.dataset.case !== id, second);
	});

	it('moves with J and K, selects with X and shift, goes with G', async () => {
		const { path } = await held(4);
		await at(lee, path);
		const first = await shown(lee);
		await lee.keyboard.press('KeyJ');
		await lee.waitForFunction((id) => document.querySelector('.case.full')?.dataset.case !== id, first);
		await lee.keyboard.press('KeyK');
		await shows(lee, first);
		await lee.keyboard.press('KeyX');
		await lee.locator('.list-pane .pick input').nth(2).click({ modifiers: ['Shift'] });
		assert.equal(await lee.locator('.pick input:checked').count(), 3);
		await lee.locator('#bulk').getByRole('button', { name: 'Approve' }).waitFor();
		await lee.keyboard.press('KeyG');
		await Promise.all([lee.waitForURL('**/desk/appeals'), lee.keyboard.press('KeyA')]);
	});

	it('preselects no reason, unless a report named one', async () => {
		const { path, ids } = await held(1);
		await at(lee, path);
		await lee.keyboard.press('KeyR');
		await lee.locator('.reasons').waitFor();
		assert.equal(await lee.locator('.reasons .named').count(), 0);
		await lee.keyboard.press('Enter');
		await lee.waitForTimeout(100);
		assert.equal(await stateOf(ids[0]), 'held');
		await lee.keyboard.press('Escape');
		await lee.keyboard.press('KeyA');
		await lee.locator('.toast', { hasText: 'Approved.' }).waitFor();
		const reader = await token(server.accounts.reader);
		const story = await article();
		const one = (await api('POST', `/v1/articles/${story}/comments`, { body: 'A bridge is a bridge.' }, writer)).comment.id;
		await api('POST', `/v1/articles/${story}/comments/${one}/reports`, { reason: 'hate', detail: 'See the last line.' }, reader);
		await api('PATCH', `/v1/articles/${story}/comments/${one}`, { body: 'A bridge is a long bridge.', revision: 1 }, writer);
		await api('POST', `/v1/articles/${story}/comments/${one}/reports`, { reason: 'hate', detail: 'Still there.' }, boss);
		await at(lee, `/desk?view=reported&article=${story}`);
		await lee.getByText('See the last line.').waitFor();
		await look(lee, 'reported');
		await lee.keyboard.press('KeyR');
		assert.match(await lee.locator('.reasons .named').innerText(), /Hate/);
		await look(lee, 'reasons');
		await lee.keyboard.press('Enter');
		await lee.locator('.toast', { hasText: 'Rejected.' }).waitFor();
		assert.equal((await decisions(one))[0].reason, 'hate');
	});

	it('keeps the four buttons in sight and in place on a phone, and nothing lies under the bar', async () => {
		const { path } = await held(3, 'A very long text about the bridge, the river and the town. '.repeat(30));
		const phone = await moderator(server.accounts.moderator, { viewport: SMALL, isMobile: true, hasTouch: true });
		await at(phone, path);
		await look(phone, 'phone', [SMALL]);
		const places = [];
		for (let i = 0; i < 2; i++) {
			const boxes = await Promise.all(['approve', 'reject', 'escalate', 'skip'].map((act) => phone.locator(`[data-act="${act}"]`).boundingBox()));
			for (const box of boxes)
				assert.ok(box.y >= 0 && box.y + box.height <= SMALL.height && box.x >= 0 && box.x + box.width <= SMALL.width && box.height >= 44, JSON.stringify(box));
			places.push(JSON.stringify(boxes));
			const before = await shown(phone);
			await phone.locator('[data-act="approve"]').tap();
			await phone.waitForFunction((id) => document.querySelector('.case.full')?.dataset.case !== id, before);
		}
		assert.equal(places[0], places[1]);
		// The last line of the case ends above the bar.
		assert.ok(await phone.evaluate(() => {
			const pane = document.querySelector('.case-pane');
			pane.scrollTop = pane.scrollHeight;
			return document.querySelector('.case-side').getBoundingClientRect().bottom <= document.querySelector('.decide-bar').getBoundingClientRect().top + 1;
		}));
		await phone.getByRole('link', { name: 'Back to the list' }).tap();
		await phone.locator('.list-pane .cases > li').first().waitFor();
		await phone.close();
	});

	it('shows the buttons on a laptop without scrolling also without the script, and each act is one page load', async () => {
		const { path, ids } = await held(2, 'A very long text about the bridge, the river and the town. '.repeat(30));
		const plain = await signIn(await person({ viewport: LAPTOP }), server.accounts.moderator);
		await plain.goto(path);
		await press(plain, 'Claim the next case');
		for (const label of ['Approve', 'Reject', 'Escalate', 'Skip']) {
			const box = await plain.getByRole('button', { name: label, exact: true }).boundingBox();
			assert.ok(box.y + box.height <= LAPTOP.height, label);
		}
		const first = new URL(plain.url()).pathname;
		await press(plain, 'Skip');
		await plain.getByText('Skipped. This is the next case; you hold it now.').waitFor();
		assert.notEqual(new URL(plain.url()).pathname, first);
		await press(plain, 'Approve');
		await plain.getByText('Approved. This is the next case; you hold it now.').waitFor();
		assert.equal(new URL(plain.url()).pathname, first);
		await press(plain, 'Approve');
		await plain.getByText('There are no open cases here.').waitFor();
		assert.deepEqual(await Promise.all(ids.map(stateOf)), ['published', 'published']);
	});

	// The page as it is now, in sizes and schemes.
	async function look(page, label, sizes = [LAPTOP, { width: 1280, height: 900 }, SMALL]) {
		for (const viewport of sizes)
			for (const colorScheme of ['light', 'dark']) {
				await page.setViewportSize(viewport);
				await page.emulateMedia({ colorScheme });
				await page.screenshot({ path: `../../build/screenshots/desk-keys-${label}-${viewport.width}-${colorScheme}.png` });
				if (!await page.evaluate(() => Boolean(globalThis.axe)))
					await page.evaluate(axe);
				const found = await page.evaluate(async () => (await globalThis.axe.run()).violations.map((v) =>
					`${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`));
				assert.deepEqual(found, [], `${label} ${viewport.width} ${colorScheme}`);
				assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${label} scrolls sideways`);
			}
		await page.setViewportSize(sizes[0]);
	}
});
