// SPDX-License-Identifier: Apache-2.0
// Goal: many cases are decided in one act without a page load; refused ones stay, and one undo brings all back.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { api, article, close, name, open, PASSWORD, person, press, server, signIn, signUp, skip, token } from './support.mjs';

const LAPTOP = { width: 1366, height: 657 };

describe('many cases at once', { skip }, () => {
	let author, writer, boss, lee;
	const faults = [];

	before(async () => {
		await open();
		author = name('marta');
		await signUp(await person(), author);
		writer = await token({ username: author, password: PASSWORD });
		boss = await token(server.accounts.admin);
		lee = await signIn(await person({ javaScriptEnabled: true, viewport: LAPTOP }), server.accounts.moderator);
		lee.on('pageerror', (error) => faults.push(error.message));
	});
	after(async () => {
		await close();
		assert.deepEqual(faults, []);
	});

	async function held(n) {
		const story = await article('premoderated', '다리에 대한 이야기'), ids = [];
		for (let i = 0; i < n; i++)
			ids.push((await api('POST', `/v1/articles/${story}/comments`, { body: `Number ${i} of many.` }, writer)).comment.id);
		return { story, ids, path: `/desk?view=held&article=${story}` };
	}
	async function at(page, path) {
		await page.goto(path);
		await page.locator('.case.full').waitFor();
		await page.evaluate(() => { globalThis.stayed = true; });
	}
	const stayed = () => lee.evaluate(() => globalThis.stayed === true);
	const rows = (page) => page.locator('.list-pane .cases > li');
	const ticked = () => lee.locator('.list-pane .pick input:checked').count();
	const bulk = () => lee.locator('#bulk');
	const one = (id) => api('GET', `/v1/moderation/cases/${id}`, null, boss);
	const stateOf = async (id) => (await one(id)).comment.state;
	const decisions = async (id) => (await api('GET', `/v1/moderation/decisions?comment=${id}`, null, boss)).decisions;
	async function decide(id, action) {
		const { results } = await api('POST', '/v1/moderation/decisions', { decisions: [{ case: id, version: (await one(id)).version, action }] }, boss);
		assert.equal(results[0].status, 200);
	}
	const look = (label) => lee.screenshot({ path: `../../build/screenshots/desk-bulk-${label}.png` });
	// Of [id], how many have this state?
	const count = async (ids, state) => (await Promise.all(ids.map(stateOf))).filter((now) => now === state).length;

	it('decides a hundred; three that a colleague decided stay selected and say so; one undo brings the others back', async () => {
		const { path, ids } = await held(100);
		await at(lee, path);
		await Promise.all([lee.waitForURL('**limit=100'), lee.getByRole('link', { name: '100', exact: true }).click()]);
		await at(lee, lee.url());
		assert.equal(await rows(lee).count(), 100);
		await lee.getByRole('link', { name: 'Select all shown' }).click();
		assert.equal(await ticked(), 100);
		for (const id of ids.slice(40, 43))
			await decide(id, 'approve');
		await bulk().getByLabel('Reason', { exact: true }).selectOption({ label: 'Spam' });
		await look('ticked');
		await bulk().getByRole('button', { name: 'Reject' }).click();
		await lee.locator('.toast', { hasText: 'Rejected: 97 cases. Not decided: 3 cases' }).waitFor();
		assert.equal(await rows(lee).count(), 3);
		assert.equal(await ticked(), 3);
		for (const text of await rows(lee).allInnerTexts())
			assert.match(text, /Published[\s\S]*Number 4[012] of many\.[\s\S]*admin\S*, .*: Approved\./);
		await look('refused');
		assert.equal(await count(ids, 'rejected'), 97);
		assert.equal(await count(ids.slice(40, 43), 'published'), 3);
		await decide(ids[7], 'restore');
		await lee.locator('.toast').getByRole('button', { name: 'Undo' }).click();
		const toast = lee.locator('.toast', { hasText: 'Undone: 96 cases.' });
		await toast.waitFor();
		assert.match(await toast.innerText(), /Not undone: 1 case[\s\S]*Restored[\s\S]*Number 7 of many\./);
		await lee.waitForFunction(() => document.querySelectorAll('.list-pane .cases > li').length === 96);
		assert.equal(await count(ids, 'held'), 96);
		assert.ok(await stayed(), 'a page was loaded');
		await look('undone');
	});

	it('selects a range with shift and a click on the cases, and with X', async () => {
		const { path } = await held(6);
		await at(lee, path);
		await lee.keyboard.press('KeyX');
		assert.equal(await ticked(), 1);
		await rows(lee).nth(3).click({ modifiers: ['Shift'] });
		assert.equal(await ticked(), 4);
		assert.match(await lee.locator('.bulk > summary').innerText(), /Selected cases: 4/);
		await lee.getByRole('link', { name: 'Select all shown' }).click();
		assert.equal(await ticked(), 6);
		await lee.getByRole('link', { name: 'Select none' }).click();
		assert.equal(await ticked(), 0);
		assert.ok(await bulk().isHidden());
		assert.ok(await stayed());
	});

	it('rejects each for a reason of its own, and keeps one without a reason', async () => {
		const { path, ids } = await held(3);
		await at(lee, path);
		await lee.getByRole('link', { name: 'Select all shown' }).click();
		const own = lee.getByLabel('Reason for this case');
		assert.equal(await own.count(), 3);
		const order = await rows(lee).locator('.case').evaluateAll((all) => all.map((node) => node.id.replace('case-', '')));
		await own.nth(0).selectOption({ label: 'Spam' });
		await own.nth(1).selectOption({ label: 'Off topic' });
		await look('own-reasons');
		await bulk().getByRole('button', { name: 'Reject' }).click();
		await lee.locator('.toast', { hasText: 'Rejected: 2 cases. Not decided: 1 case' }).waitFor();
		assert.match(await rows(lee).first().innerText(), /A rejection needs a reason\. Choose a reason\./);
		assert.equal(await stateOf(order[2]), 'held');
		assert.deepEqual((await Promise.all(order.slice(0, 2).map(decisions))).map(([last]) => last.reason), ['spam', 'off_topic']);
		await own.first().selectOption({ label: 'Hate' });
		await bulk().getByRole('button', { name: 'Reject' }).click();
		await lee.locator('.toast', { hasText: 'Rejected: 1 case.' }).waitFor();
		assert.equal((await decisions(order[2]))[0].reason, 'hate');
		assert.ok(ids.includes(order[2]) && await stayed());
	});

	it('sends decisions again whose answer was lost, and they happen once', async () => {
		const { path, ids } = await held(5);
		await at(lee, path);
		let sent = 0;
		await lee.route('**/desk/decide', async (route) => {
			if (sent++ === 0) {
				await route.fetch(); // the server decides; the answer is lost
				await route.abort('connectionreset');
			} else
				await route.continue();
		});
		await lee.getByRole('link', { name: 'Select all shown' }).click();
		await bulk().getByRole('button', { name: 'Approve' }).click();
		await lee.locator('.toast', { hasText: 'Approved: 5 cases.' }).waitFor();
		await lee.unroute('**/desk/decide');
		assert.equal(sent, 2);
		for (const id of ids)
			assert.equal((await decisions(id)).length, 1);
		await lee.locator('.empty-pane').waitFor();
		await lee.keyboard.press('KeyU');
		await lee.locator('.toast', { hasText: 'All decisions are undone.' }).waitFor();
		await lee.locator('.case.full').waitFor();
		assert.equal(await rows(lee).count(), 5);
		assert.ok(await stayed());
	});

	it('ticks a group of copies with one link or L, and its line stays when one is decided apart', async () => {
		const story = await article('premoderated', '복사한 글에 대한 이야기');
		const copy = '집에서 하루 두 시간만 일하고 매달 삼백만 원을 버는 방법을 알려 드립니다. 프로필을 눌러 연락 주세요.', ids = [];
		for (const body of [copy, 'The bridge needs a new railing.', `${copy}!`, copy, copy.replaceAll(' ', '  ')])
			ids.push((await api('POST', `/v1/articles/${story}/comments`, { body }, writer)).comment.id);
		const path = `/desk?view=held&article=${story}`, group = lee.locator('.list-pane li.alike');
		await at(lee, path);
		assert.deepEqual(await rows(lee).evaluateAll((all) => all.map((row) => row.className)), ['alike', 'alike', 'alike', 'alike', '']);
		assert.match(await group.first().innerText(), /4 alike/);
		await lee.getByRole('link', { name: 'Tick these 4' }).click();
		assert.equal(await ticked(), 4);
		await look('alike');
		await lee.keyboard.press('KeyL');
		assert.equal(await ticked(), 0);
		await lee.keyboard.press('KeyX');
		await bulk().getByRole('button', { name: 'Approve' }).click();
		await lee.locator('.toast', { hasText: 'Approved: 1 case.' }).waitFor();
		assert.match(await group.first().innerText(), /alike/);
		await lee.keyboard.press('KeyA');
		await lee.locator('.toast', { hasText: 'Approved.' }).waitFor();
		await rows(lee).first().getByRole('link', { name: /^Tick these/ }).click();
		assert.equal(await ticked(), 2, 'a case that was decided apart is not ticked');
		await bulk().getByLabel('Reason', { exact: true }).selectOption({ label: 'Spam' });
		await bulk().getByRole('button', { name: 'Reject' }).click();
		await lee.locator('.toast', { hasText: 'Rejected: 2 cases.' }).waitFor();
		assert.equal(await count(ids, 'rejected'), 2);
		assert.equal(await stateOf(ids[1]), 'held');
		assert.ok(await stayed());
	});

	it('keeps the length of the list for the next visit', async () => {
		const { path } = await held(1);
		await at(lee, path);
		await lee.getByRole('link', { name: '50', exact: true }).click();
		await lee.waitForURL('**limit=50');
		await lee.goto('/desk/log');
		await lee.goto(path);
		assert.match(await lee.locator('.filters a').first().getAttribute('href'), /limit=50/);
		await lee.locator('.desk-nav [data-go="c"]').click();
		await lee.waitForURL('**/desk?limit=50');
		await lee.evaluate(() => localStorage.clear());
	});

	it('does the same in one form without the script', async () => {
		const { path, ids } = await held(3);
		const plain = await signIn(await person({ viewport: LAPTOP }), server.accounts.moderator);
		await plain.goto(path);
		assert.ok(await plain.getByLabel('Reason for this case').first().isHidden());
		await plain.getByRole('link', { name: 'Tick all on this page' }).click();
		const own = plain.getByLabel('Reason for this case');
		await own.nth(0).selectOption({ label: 'Spam' });
		await own.nth(1).selectOption({ label: 'Hate' });
		await press(plain, 'Reject', plain.locator('#bulk'));
		await plain.getByText('Rejected: 2 cases.').waitFor();
		await plain.getByText('A rejection needs a reason. Choose a reason.').waitFor();
		await plain.screenshot({ path: '../../build/screenshots/desk-bulk-plain-refused.png' });
		await own.first().selectOption({ label: 'Off topic' });
		await press(plain, 'Reject', plain.locator('#bulk'));
		await plain.getByText('Rejected: 1 case.').waitFor();
		assert.equal(await count(ids, 'rejected'), 3);
	});
});
