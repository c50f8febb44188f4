// SPDX-License-Identifier: Apache-2.0
// Goal: appeals are decided side by side, by a key each, by a moderator who took no part, and without a script in one page load.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { api, article, close, inspectDialog, inspectPage, name, open, PASSWORD, person, press, server, signIn, signUp, skip, token } from './support.mjs';

const LAPTOP = { width: 1366, height: 657 };

describe('appeals at the desk', { skip }, () => {
	let boss, judge, lee, plain, writer, story;
	const faults = [];

	before(async () => {
		await open();
		boss = await token(server.accounts.admin);
		judge = await token(server.accounts.moderator);
		const author = name('marta');
		await signUp(await person(), author);
		writer = await token({ username: author, password: PASSWORD });
		story = await article('open', 'The bridge that was never built');
		lee = await person({ javaScriptEnabled: true, viewport: LAPTOP });
		lee.on('pageerror', (error) => faults.push(error.message));
		await signIn(lee, server.accounts.admin);
		plain = await signIn(await person({ viewport: LAPTOP }), server.accounts.admin);
	});
	after(async () => {
		await close();
		assert.deepEqual(faults, []);
	});

	// A comment that somebody rejected, and its author's appeal.
	async function appealed(body, why, by = judge) {
		const comment = (await api('POST', `/v1/articles/${story}/comments`, { body }, writer)).comment.id;
		const { results: [done] } = await api('POST', '/v1/moderation/decisions', { decisions: [
			{ case: comment, version: 0, action: 'reject', reason: 'off_topic', message: 'Please keep to the bridge.', note: 'third time' }] }, by);
		const appeal = (await api('POST', '/v1/appeals', { decision: done.decision, text: why }, writer)).id;
		return { comment, appeal };
	}
	const stateOf = async (appeal) => ['open', 'decided'].reduce(async (found, state) => (await found)
		?? (await api('GET', `/v1/moderation/appeals?state=${state}`, null, boss)).appeals.find((one) => one.id === appeal)?.state, null);
	const commentState = async (id) => (await api('GET', `/v1/moderation/cases/${id}`, null, boss)).comment.state;
	const shows = (id) => lee.locator(`.case-pane #appeal-${id}`).waitFor();
	const toast = (text) => lee.locator('.toast').filter({ hasText: text });

	it('stand side by side with everything to decide; one key decides and shows the next; a won appeal publishes the comment', async () => {
		const one = await appealed('The ferry was cheaper, 다리보다 쌌다.', 'The ferry is about the bridge: it ran beside it.');
		const two = await appealed('What about my cat?', 'Cats cross bridges.');
		await lee.goto('/desk/appeals');
		await shows(one.appeal);
		await lee.evaluate(() => { globalThis.stayed = true; });
		const pane = lee.locator('.case-pane');
		for (const text of ['The ferry was cheaper, 다리보다 쌌다.', 'The ferry is about the bridge: it ran beside it.', 'The bridge that was never built',
			'Off topic', server.accounts.moderator.username, 'Please keep to the bridge.', 'third time'])
			await pane.getByText(text, { exact: true }).first().waitFor();
		await inspectDialog(lee, 'desk-appeals');
		await lee.keyboard.press('j');
		await shows(two.appeal);
		await lee.keyboard.press('k');
		await shows(one.appeal);
		await lee.keyboard.press('m');
		await lee.keyboard.type('You are right, o!');
		await lee.keyboard.press('Escape');
		await lee.keyboard.press('o');
		await shows(two.appeal);
		await toast('Overturned').waitFor();
		await lee.keyboard.press('u');
		await toast('Taken back').waitFor();
		await shows(one.appeal);
		assert.deepEqual([await stateOf(one.appeal), await commentState(one.comment)], ['open', 'rejected']);
		await lee.keyboard.press('o');
		await shows(two.appeal);
		await toast('Overturned').waitFor();
		await lee.keyboard.press('h');
		await toast('Upheld').waitFor();
		await lee.locator('.empty-pane').waitFor();
		assert.ok(await lee.evaluate(() => globalThis.stayed), 'a page was loaded');
		assert.deepEqual([await stateOf(one.appeal), await stateOf(two.appeal)], ['overturned', 'upheld']);
		assert.deepEqual([await commentState(one.comment), await commentState(two.comment)], ['published', 'rejected']);
		const told = (await api('GET', '/v1/account/notices', null, writer)).notices.filter((n) => n.kind === 'appeal');
		assert.ok(told.some((n) => n.statement.note === 'You are right, o!'));
	});

	it('are not decided by who decided the case, whatever key is pressed', async () => {
		const { appeal } = await appealed('A word on tolls.', 'Tolls pay for bridges.', boss);
		await lee.goto('/desk/appeals');
		await shows(appeal);
		await lee.locator('.case-pane').getByText('A moderator who took no part decides this appeal.').waitFor();
		await lee.keyboard.press('o');
		assert.equal(await stateOf(appeal), 'open');
		await api('POST', `/v1/moderation/appeals/${appeal}/decide`, { outcome: 'upheld' }, judge);
	});

	it('come back with their message and the colleague when a colleague was faster', async () => {
		const { appeal } = await appealed('Rope bridges swing.', 'So they do.');
		await lee.goto('/desk/appeals');
		await shows(appeal);
		await lee.keyboard.press('m');
		await lee.keyboard.type('My words.');
		await lee.keyboard.press('Escape');
		await api('POST', `/v1/moderation/appeals/${appeal}/decide`, { outcome: 'upheld' }, boss);
		await lee.keyboard.press('o');
		await toast('decided this appeal before: upheld').waitFor();
		await shows(appeal);
		assert.equal(await lee.locator('.case-pane textarea').inputValue(), 'My words.');
		assert.equal(await stateOf(appeal), 'upheld');
	});

	it('are decided without the script in one page load', async () => {
		const { appeal, comment } = await appealed('Steel or stone?', 'Both are bridges.');
		await plain.goto('/desk/appeals');
		await inspectPage(plain, 'appeals-plain');
		await press(plain, 'Overturn: undo the decision', plain.locator(`#appeal-${appeal}`));
		await plain.locator('.flash').filter({ hasText: 'Overturned' }).waitFor();
		assert.equal(await commentState(comment), 'published');
		await press(plain, 'Undo', plain.locator('.flash'));
		await plain.locator('.flash').filter({ hasText: 'Taken back' }).waitFor();
		assert.equal(await commentState(comment), 'rejected');
		await press(plain, 'Overturn: undo the decision', plain.locator(`#appeal-${appeal}`));
		await plain.goto('/desk/appeals?state=decided');
		await plain.locator(`#appeal-${appeal}`).getByText('How the appeal was decided').waitFor();
	});
});
