// SPDX-License-Identifier: Apache-2.0
// Goal: a moderator sees why, claims, decides, cannot overwrite a colleague, undoes; the author sees what happened and why.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { article, close, inspectPage, name, open, person, press, server, signIn, signUp, skip } from './support.mjs';

describe('a moderator', { skip }, () => {
	let story, open_story, lee, chief, author;

	before(async () => {
		await open();
		story = await article('premoderated', 'Every word is read before it appears');
		open_story = await article();
		lee = await signIn(await person(), server.accounts.moderator);
		chief = await signIn(await person(), server.accounts.admin);
		author = await signUp(await person(), name('marta'));
	});
	after(close);

	const card = (page, text) => page.locator('article.case').filter({ hasText: text });
	async function write(page, path, text) {
		await page.goto(path);
		await page.locator('#body').fill(text);
		await press(page, 'Post comment');
	}
	// The list may have many pages in a demo; the case's own page is found through its link.
	async function find(page, view, text) {
		await page.goto(`/desk?view=${view}`);
		while (await card(page, text).count() === 0)
			await page.getByRole('link', { name: 'More cases' }).click();
		return card(page, text);
	}

	it('holds what is written there; only its author sees it, and why', async () => {
		await write(author, `/a/${story}`, 'A patient word.');
		await author.getByText('Thank you. A moderator reads your comment before it appears.').waitFor();
		const mine = author.getByRole('region', { name: 'Only you can see these' });
		await mine.getByText('A patient word.').waitFor();
		await mine.getByText('Held for review.').waitFor();
		await inspectPage(author, 'thread-held');
		await lee.goto(`/a/${story}`);
		assert.equal(await lee.getByText('A patient word.').count(), 0);
	});

	it('sees the case with its reasons, and publishes it', async () => {
		const one = await find(lee, 'held', 'A patient word.');
		assert.match(await one.locator('.chips').innerText(), /\S/);
		assert.equal(await lee.locator('.filters [aria-current]').count(), 1);
		await inspectPage(lee, 'desk');
		await press(lee, 'Approve', one);
		await lee.getByText('Approved.').waitFor();
		await author.goto(`/a/${story}`);
		assert.equal(await author.getByRole('region', { name: 'Only you can see these' }).count(), 0);
		await author.getByText('A patient word.').waitFor();
	});

	it('undoes it', async () => {
		await press(lee, 'Undo', lee.locator('.flash'));
		await lee.getByText('Undone. The case is open again.').waitFor();
		await author.goto(`/a/${story}`);
		await author.getByRole('region', { name: 'Only you can see these' }).getByText('Held for review.').waitFor();
	});

	it('rejects it with a reason; the author reads the statement', async () => {
		const one = await find(lee, 'held', 'A patient word.');
		await one.getByRole('link', { name: 'Open the case' }).click();
		await inspectPage(lee, 'case');
		await lee.getByLabel('Reason', { exact: true }).selectOption({ label: 'Off topic' });
		await lee.getByText('Note, message').click();
		await lee.getByLabel('Note for colleagues').fill('Better under the other story.');
		await press(lee, 'Reject');
		await lee.getByText('Rejected.').waitFor();
		await inspectPage(lee, 'desk-after');
		await author.goto(`/a/${story}`);
		const mine = author.getByRole('region', { name: 'Only you can see these' });
		await mine.getByText('Not published.').waitFor();
		await mine.getByText('Off topic').waitFor();
		await author.goto('/account/notices');
		await author.getByText('A moderator decided this').first().waitFor();
		await author.getByText('Off topic', { exact: true }).waitFor();
		await inspectPage(author, 'notices-new');
		await author.getByRole('button', { name: /^Mark as read/ }).first().click();
		await author.waitForURL(/\/account\/notices$/);
	});

	it('goes on to the next case, and the decision before can be undone there', async () => {
		for (const text of ['The first of two.', 'The second of two.'])
			await write(author, `/a/${story}`, text);
		await lee.goto(`/desk?view=held&article=${story}`);
		await press(lee, 'Claim the next case');
		const before = new URL(lee.url()).pathname;
		await inspectPage(lee, 'case-in-turn');
		await press(lee, 'Approve');
		await lee.getByText('Approved. This is the next case; you hold it now.').waitFor();
		assert.notEqual(new URL(lee.url()).pathname, before);
		await inspectPage(lee, 'case-next');
		await press(lee, 'Approve');
		await lee.getByText('There are no open cases here.').waitFor();
		await inspectPage(lee, 'desk-of-article-done');
		await press(lee, 'Undo', lee.locator('.flash'));
		await lee.getByText('Undone. The case is open again.').waitFor();
		assert.equal(new URL(lee.url()).searchParams.get('article'), story);
		await inspectPage(lee, 'desk-of-article');
		await press(lee, 'Approve');
	});

	it('ticks several and decides them together; what changed meanwhile comes back with its reason', async () => {
		for (const text of ['Ticked, one.', 'Ticked, two.', 'Ticked, three.'])
			await write(author, `/a/${story}`, text);
		await lee.goto(`/desk?view=held&article=${story}`);
		await lee.getByRole('link', { name: 'Tick all on this page' }).click();
		await inspectPage(lee, 'desk-ticked');
		await chief.goto(`/desk?view=held&article=${story}`);
		await press(chief, 'Approve', card(chief, 'Ticked, one.'));
		await lee.locator('#bulk-reason').selectOption({ label: 'Spam' });
		await press(lee, 'Reject', lee.locator('#bulk'));
		await lee.getByText('Rejected: 2 cases.').waitFor();
		await lee.getByText(/^admin\S*, .*: Approved\.$/).waitFor();
		await lee.getByText('Ticked, one.').waitFor();
		await press(lee, 'Undo all of these');
		await lee.getByText('All decisions are undone.').waitFor();
		assert.equal(await lee.getByRole('checkbox').count(), 2);
		await lee.getByRole('link', { name: 'Tick all on this page' }).click();
		await press(lee, 'Approve', lee.locator('#bulk'));
		await lee.getByText('Approved: 2 cases.').waitFor();
	});

	it('cannot overwrite a colleague: 409, the case as it is now, the note not lost', async () => {
		await write(author, `/a/${story}`, 'Two people read this.');
		for (const page of [lee, chief]) {
			const one = await find(page, 'held', 'Two people read this.');
			await one.getByRole('link', { name: 'Open the case' }).click();
		}
		await press(chief, 'Approve');
		await chief.getByText('Approved.').waitFor();
		await lee.getByText('Note, message').click();
		await lee.getByLabel('Note for colleagues').fill('I was slower.');
		const [answer] = await Promise.all([lee.waitForResponse((r) => r.url().endsWith('/decide')), press(lee, 'Reject')]);
		assert.equal(answer.status(), 409);
		await lee.getByText('Nothing was decided: the case has changed').waitFor();
		await lee.locator('.state.published').waitFor();
		assert.equal(await lee.getByLabel('Note for colleagues').inputValue(), 'I was slower.');
		await author.goto(`/a/${story}`);
		await author.getByText('Two people read this.').waitFor();
	});

	it('claims the next case; a colleague sees who holds it', async () => {
		await write(author, `/a/${open_story}`, 'A remark about the fog.');
		const reporter = await signIn(await person(), server.accounts.reader);
		await reporter.goto(`/a/${open_story}`);
		await reporter.getByRole('link', { name: 'Report this comment' }).click();
		await reporter.getByLabel('Harassment').check();
		await press(reporter, 'Send report');
		// Until it is ours: in a demo other cases wait before it.
		for (let i = 0; ; i++) {
			assert.ok(i < 50);
			await lee.goto('/desk?view=reported');
			await press(lee, 'Claim the next case');
			await lee.getByText('You hold this case until').waitFor();
			if (await lee.getByText('A remark about the fog.').count() > 0)
				break;
		}
		await inspectPage(lee, 'case-claimed');
		const one = await find(chief, 'reported', 'A remark about the fog.');
		assert.match(await one.innerText(), new RegExp(`${server.accounts.moderator.username} holds this case until`));
		assert.equal(await one.getByRole('button').count(), 0);
		await press(lee, 'Take it down');
		await lee.getByText('Rejected.').waitFor();
		await author.goto(`/a/${open_story}`);
		assert.equal(await author.locator('.discussion').getByText('A remark about the fog.').count(), 0);
	});

	it('finds the decision in the log and undoes it there', async () => {
		await lee.goto('/desk/log');
		await inspectPage(lee, 'log');
		await lee.getByRole('button', { name: 'Undo: Rejected' }).first().click();
		await lee.getByText('Undone. The case is open again.').waitFor();
		await author.goto(`/a/${open_story}`);
		await author.locator('.discussion').getByText('A remark about the fog.').waitFor();
	});

	it('escalates', async () => {
		const one = await find(chief, 'all', 'A remark about the fog.');
		await one.getByRole('link', { name: 'Open the case' }).click();
		await press(chief, 'Escalate');
		await chief.getByText('Escalated.').waitFor();
		await find(lee, 'escalated', 'A remark about the fog.');
	});
});
