// SPDX-License-Identifier: Apache-2.0
// Goal: a spammer is banned from the card of a case and pardoned, with a key or without a script; a refusal loses nothing.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { api, article, close, inspectDialog, inspectPage, name, open, PASSWORD, person, press, server, signIn, signUp, skip, token } from './support.mjs';

const LAPTOP = { width: 1366, height: 657 };

describe('a ban from the card of a case', { skip }, () => {
	let boss, lee, plain, story;
	const faults = [];

	before(async () => {
		await open();
		boss = await token(server.accounts.admin);
		lee = await person({ javaScriptEnabled: true, viewport: LAPTOP });
		lee.on('pageerror', (error) => faults.push(error.message));
		await signIn(lee, server.accounts.moderator);
		plain = await signIn(await person({ viewport: LAPTOP }), server.accounts.moderator);
	});
	after(async () => {
		await close();
		assert.deepEqual(faults, []);
	});

	// A spammer with a held comment and three published ones, and a case of somebody else behind it.
	async function spam() {
		const who = name('pills'), other = name('kim');
		await signUp(await person(), who);
		const writer = await token({ username: who, password: PASSWORD });
		story = await article('premoderated', 'The bridge that was never built');
		const open_story = await article(), ids = [];
		const post = async (at, body) => (await api('POST', `/v1/articles/${at}/comments`, { body }, writer)).comment.id;
		for (const text of ['Cheap pills here.', '싼 알약 팝니다.', 'Pills, pills, pills.'])
			ids.push(await post(open_story, text));
		ids.unshift(await post(story, 'Cheap pills, ask me.'));
		await signUp(await person(), other);
		const kind = await token({ username: other, password: PASSWORD });
		ids.push((await api('POST', `/v1/articles/${story}/comments`, { body: 'A kind word.' }, kind)).comment.id);
		return ids;
	}
	const look = async (id) => (await api('GET', `/v1/moderation/cases/${id}`, null, boss));
	const states = async (ids) => (await Promise.all(ids.map(look))).map((one) => one.comment.state).join(' ');
	const toast = (text) => lee.locator('.toast').filter({ hasText: text });

	it('takes one key and one form: case, comments and account at once; the next case is shown; U takes all of it back', async () => {
		const ids = await spam(), [bad, ...more] = ids, next = more.pop();
		await lee.goto(`/desk?view=held&article=${story}`);
		await lee.locator(`.list-pane #case-${bad} a.open`).click();
		await lee.locator(`.case.full[data-case="${bad}"]`).waitFor();
		await lee.evaluate(() => { globalThis.stayed = true; });
		await lee.keyboard.press('b');
		const form = lee.getByRole('dialog', { name: 'Sanction the author' });
		await form.getByLabel('Other comments to remove').selectOption({ label: 'Last day: 3' });
		await inspectDialog(lee, 'desk-ban');
		await form.getByRole('button', { name: 'Impose the sanction' }).click();
		await form.getByText('A rejection needs a reason').first().waitFor();
		assert.equal(await form.getByLabel('Other comments to remove').inputValue(), 'day');
		await form.getByLabel('Reason', { exact: true }).selectOption({ label: 'Spam' });
		await form.getByLabel('Message to the author').fill('This place is not for pills.');
		await form.getByRole('button', { name: 'Impose the sanction' }).click();
		await lee.locator(`.case.full[data-case="${next}"]`).waitFor();
		await toast('The sanction is in force').waitFor();
		assert.equal(await states([bad, ...more]), 'rejected rejected rejected rejected');
		const [sanction] = (await api('GET', `/v1/moderation/accounts/${(await look(bad)).author.id}`, null, boss)).sanctions;
		assert.deepEqual([sanction.kind, sanction.reason, sanction.state, sanction.case, sanction.message], ['ban', 'spam', 'live', bad, 'This place is not for pills.']);
		await lee.keyboard.press('u');
		await toast('Taken back').waitFor();
		await lee.locator(`.case.full[data-case="${bad}"]`).waitFor();
		assert.equal(await states([bad, ...more]), 'held published published published');
		assert.equal((await look(bad)).state, 'open');
		assert.ok(await lee.evaluate(() => globalThis.stayed), 'a page was loaded');
	});

	it('works without the script in one form, which leads to the list with its undo; the author gets one notice each way', async () => {
		const [bad, ...more] = await spam(), who = (await look(bad)).author;
		more.pop();
		await plain.goto(`/desk/${bad}?view=held&article=${story}`);
		await plain.getByRole('link', { name: 'Ban', exact: true }).click();
		await inspectPage(plain, 'desk-ban-page');
		await plain.getByLabel('Other comments to remove').selectOption({ label: 'All: 3' });
		await plain.getByLabel('Reason', { exact: true }).selectOption({ label: 'Spam' });
		await press(plain, 'Impose the sanction');
		await plain.getByText('The sanction is in force').waitFor();
		assert.match(plain.url(), /\/desk\?view=held/);
		assert.equal(await states([bad, ...more]), 'rejected rejected rejected rejected');
		await plain.locator('.flash').getByRole('button', { name: 'Undo' }).click();
		await plain.locator('.flash').filter({ hasText: 'Taken back' }).waitFor();
		assert.equal(await states([bad, ...more]), 'held published published published');
		const mine = await token({ username: who.username, password: PASSWORD });
		const about = (await api('GET', '/v1/account/notices', null, mine)).notices.filter((one) => one.comment === bad && one.sanction);
		assert.deepEqual(about.map((one) => one.kind), ['lifted', 'sanction']);
	});

	it('does nothing when a colleague was faster, and says who; the message stays', async () => {
		const [bad] = await spam();
		await lee.goto(`/desk?view=held&article=${story}`);
		await lee.locator(`.list-pane #case-${bad} a.open`).click();
		await lee.locator(`.case.full[data-case="${bad}"]`).waitFor();
		await lee.keyboard.press('b');
		const form = lee.getByRole('dialog');
		await form.getByLabel('Reason', { exact: true }).selectOption({ label: 'Spam' });
		await form.getByLabel('Message to the author').fill('Not here.');
		await api('POST', '/v1/moderation/decisions', { decisions: [{ case: bad, version: 1, action: 'approve' }] }, boss);
		await form.getByRole('button', { name: 'Impose the sanction' }).click();
		await lee.locator('.conflict').filter({ hasText: server.accounts.admin.username }).waitFor();
		assert.equal(await lee.getByLabel('Message to the author', { exact: true }).inputValue(), 'Not here.');
		assert.equal(await states([bad]), 'published');
		assert.deepEqual((await api('GET', `/v1/moderation/accounts/${(await look(bad)).author.id}`, null, boss)).sanctions, []);
	});
});
