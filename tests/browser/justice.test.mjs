// SPDX-License-Identifier: Apache-2.0
// Goal: a moderator sanctions, the author reads the reason and appeals, another moderator decides; the rest of the desk works too.
// when: all
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { article, close, inspectPage, name, open, person, press, server, signIn, signUp, skip } from './support.mjs';

describe('the desk', { skip }, () => {
	let story, lee, chief, author, who;

	before(async () => {
		await open();
		story = await article(undefined, 'A quarrel at the town hall');
		lee = await signIn(await person(), server.accounts.moderator);
		chief = await signIn(await person(), server.accounts.admin);
		who = name('robin');
		author = await signUp(await person(), who);
		await author.goto(`/a/${story}`);
		await author.locator('#body').fill('A most unkind remark about the mayor.');
		await press(author, 'Post comment');
	});
	after(close);

	const ways = (page) => page.getByRole('navigation', { name: 'Desk' }).getByRole('link').allInnerTexts();
	const go = (page, way) => page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: way, exact: true }).click();

	it('shows each role what is theirs', async () => {
		await lee.goto('/desk');
		assert.deepEqual(await ways(lee), ['Cases', 'Appeals', 'Decisions', 'Search', 'Articles', 'In bulk', 'Rules', 'Settings', 'Figures']);
		await chief.goto('/desk');
		assert.deepEqual(await ways(chief), ['Cases', 'Appeals', 'Decisions', 'Search', 'Articles', 'In bulk', 'Rules', 'Settings', 'Staff', 'Figures', 'Audit']);
	});

	it('finds an account by its words', async () => {
		await go(lee, 'Search');
		await lee.getByLabel('Words').fill('unkind remark about the mayor');
		for (let i = 0; await lee.getByRole('link', { name: who }).count() === 0; i++) {
			assert.ok(i < 200);
			await press(lee, 'Search');
		}
		await inspectPage(lee, 'search');
		await lee.getByRole('link', { name: who }).first().click();
		await lee.getByRole('heading', { level: 1, name: who }).waitFor();
	});

	it('mutes it with a reason; the comments go with it', async () => {
		await lee.getByLabel('New note').fill('Phoned; was friendly.');
		await press(lee, 'Add the note');
		await lee.getByRole('link', { name: 'Mute…' }).click();
		await inspectPage(lee, 'sanction');
		await lee.getByLabel('For how long').selectOption({ label: 'One week' });
		await lee.getByLabel('Reason').selectOption({ label: 'Insults' });
		await lee.getByLabel('Message to the account').fill('Please cool down.');
		await lee.getByLabel('Comments to take down with it').selectOption({ label: 'Of the last day' });
		await press(lee, 'Impose the sanction');
		await lee.getByText('1 comment taken down with it').waitFor();
		await inspectPage(lee, 'person');
	});

	it('says why to the author, who appeals', async () => {
		await author.goto('/account/notices');
		await author.getByText('Message from the moderators: Please cool down.').waitFor();
		await inspectPage(author, 'notices-sanction');
		await author.getByRole('link', { name: 'Appeal', exact: true }).last().click();
		await inspectPage(author, 'appeal');
		await author.getByLabel('Why is the decision wrong?').fill('It was said of the mayor’s hat.');
		await press(author, 'Send the appeal');
		await author.getByText('It was said of the mayor’s hat.').waitFor();
		await inspectPage(author, 'my-appeals');
	});

	it('lets somebody decide who did not take part', async () => {
		await go(lee, 'Appeals');
		await lee.getByText('A moderator who took no part decides this appeal.').first().waitFor();
		await go(chief, 'Appeals');
		const one = chief.locator('article.case').filter({ hasText: 'the mayor’s hat' });
		await inspectPage(chief, 'appeals');
		await one.locator('summary').click();
		await one.getByLabel('Message to the author').fill('A hat indeed.');
		await press(chief, 'Overturn: lift the sanction', one);
		await chief.getByText('Overturned: the decision is undone').waitFor();
		await author.goto('/account/appeals');
		await author.getByText('A hat indeed.').waitFor();
	});

	it('takes a notice of illegal content from a stranger', async () => {
		const stranger = await person();
		await stranger.goto(`/a/${story}`);
		const address = await stranger.locator('article.comment a.when').first().getAttribute('href');
		await stranger.goto(`/notices/illegal?url=${encodeURIComponent(address)}`);
		await stranger.getByLabel('What is illegal about it, and why?').fill('It is libel.');
		await stranger.getByLabel('I believe in good faith').check();
		await inspectPage(stranger, 'illegal');
		await press(stranger, 'Send the notice');
		await stranger.getByText('A moderator has not decided your notice yet.').waitFor();
		await inspectPage(stranger, 'illegal-status');
		await chief.goto('/desk?view=illegal');
		await chief.getByText('said to be illegal').first().waitFor();
		await chief.getByRole('link', { name: 'Open the case' }).first().click();
		await chief.getByRole('heading', { name: 'Notices of illegal content' }).waitFor();
		await inspectPage(chief, 'case-illegal');
	});

	it('controls the article', async () => {
		await chief.getByRole('link', { name: 'Article controls' }).click();
		await chief.getByLabel('Slow mode').selectOption({ label: 'One every 10 minutes' });
		await press(chief, 'Save');
		await chief.getByText('Saved.').waitFor();
		await inspectPage(chief, 'article');
	});

	it('decides in bulk, seen before it is done', async () => {
		await chief.goto('/desk');
		await go(chief, 'In bulk');
		await inspectPage(chief, 'jobs-list');
		await chief.getByRole('link', { name: 'Decide in bulk…' }).click();
		await chief.getByLabel('Comments with these words').fill('unkind remark about the mayor');
		await chief.getByLabel('Action').selectOption({ label: 'Approve' });
		await inspectPage(chief, 'jobs');
		await press(chief, 'Count and show a sample');
		await chief.getByText('Not started: nothing is decided yet').waitFor();
		await press(chief, 'Start the job');
		for (let i = 0; await chief.getByText('Done', { exact: true }).count() === 0; i++) {
			assert.ok(i < 200);
			await chief.getByRole('link', { name: 'Reload' }).click();
		}
		await inspectPage(chief, 'job');
		await chief.getByRole('link', { name: 'All jobs' }).click();
		await chief.getByText('unkind remark about the mayor').first().waitFor();
	});

	it('tries rules before they are in force', async () => {
		await go(chief, 'Rules');
		await chief.getByLabel('The rules, as JSON').fill('{"words": [');
		await press(chief, 'Put these rules in force');
		await chief.getByText('The rules are not valid JSON').first().waitFor();
		await chief.getByLabel('The rules, as JSON').fill(JSON.stringify({ words: [
			{ list: 'manners', outcome: 'hold', reason: 'abuse', match: 'word', weight: 1, words: ['unkind'] }] }));
		await press(chief, 'Try (changes nothing)');
		await chief.getByRole('heading', { name: 'Results of the trial' }).waitFor();
		await chief.getByText('A most unkind remark about the mayor.').first().waitFor();
	});

	it('has rules, hits, figures and the audit in plain pages', async () => {
		await chief.goto('/desk/rules');
		await inspectPage(chief, 'rules');
		await chief.getByRole('link', { name: 'Hits of the rules' }).click();
		await inspectPage(chief, 'rule-hits');
		await go(chief, 'Figures');
		await chief.getByRole('heading', { name: 'Restrictions by reason' }).waitFor();
		await inspectPage(chief, 'figures');
		await go(chief, 'Audit');
		await chief.getByRole('cell', { name: /^appeal_overturned/ }).first().waitFor();
		await inspectPage(chief, 'audit');
	});
});
