// SPDX-License-Identifier: Apache-2.0
// Goal: a site's admin invites a moderator for cases alone; she bans nobody, and loses the role while she reads the desk.
// setting: rules.refresh=50ms
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { PASSWORD, api, article, close, inspectPage, mailLink, name, open, person, press, server, signIn, signUp, skip } from './support.mjs';

describe('staff', { skip }, () => {
	const boss = name('boss'), mina = name('mina');
	let chief, moderator, made;

	before(async () => {
		await open();
		const story = await article();
		const author = await signUp(await person(), name('writer'));
		await author.goto(`/a/${story}`);
		await author.locator('#body').fill('A word about the harbour.');
		await press(author, 'Post comment');
		made = (await api('GET', `/v1/articles/${story}/comments`)).comments[0].id;
		chief = await signUp(await person(), boss);
		execFileSync(process.env.MADANG_BINARY, ['account', 'role', boss, 'admin', '--site', 'default', '-c', process.env.MADANG_CONFIG],
			{ env: { ...process.env, MADANG_DATABASE_OWNER_URL: process.env.MADANG_DATABASE_URL } });
		await signIn(chief, { username: boss, password: PASSWORD }); // a change of a role ends sessions
		moderator = await person({ javaScriptEnabled: true });
	});
	after(close);

	it('an admin invites a moderator to decide cases and nothing else', async () => {
		await chief.goto('/desk');
		await chief.getByRole('link', { name: 'Staff' }).click();
		await chief.getByRole('link', { name: 'Invite by mail…' }).click();
		await inspectPage(chief, 'staff-invite');
		await chief.getByLabel('E-mail address').fill(`${mina}@example.org`);
		await chief.getByLabel('Name', { exact: true }).fill(mina);
		for (const box of await chief.getByRole('checkbox').all())
			await box.uncheck();
		await chief.getByLabel('Cases: decide').check();
		await press(chief, 'Send the invitation');
		await chief.getByText('The invitation is on its way.').waitFor();
		await chief.getByText(`${mina} (${mina}@example.org)`).waitFor();
		await inspectPage(chief, 'staff');
	});

	it('she accepts, decides, and has no button to ban', async () => {
		await moderator.goto(`/invite?token=${mailLink(mina, 'invite')}`);
		await moderator.getByText('for cases only').waitFor();
		await moderator.getByLabel('The new password').fill(PASSWORD);
		await press(moderator, 'Accept');
		await signIn(moderator, { username: mina, password: PASSWORD });
		await moderator.goto(`/desk/${made}`);
		await moderator.getByRole('button', { name: 'Escalate' }).waitFor();
		assert.equal(await moderator.getByRole('link', { name: /Ban/ }).count(), 0);
		await moderator.locator('#author-title a').click();
		await moderator.getByRole('heading', { name: 'Sanctions' }).waitFor();
		assert.equal(await moderator.getByRole('link', { name: /Warn|Mute|Ban/ }).count(), 0);
		const account = moderator.url().split('/').pop().split('?')[0];
		await moderator.goto(`/desk/accounts/${account}/sanction?kind=ban`);
		await moderator.getByLabel('Reason').selectOption('spam');
		const [answer] = await Promise.all([moderator.waitForResponse((r) => r.request().method() === 'POST'),
			moderator.getByRole('button', { name: 'Impose the sanction' }).click()]);
		assert.equal(answer.status(), 403);
	});

	it('she loses the role while she reads a case: the next act is refused', async () => {
		await moderator.goto(`/desk/${made}`);
		await moderator.getByRole('button', { name: 'Escalate' }).waitFor();
		await chief.goto('/desk/staff');
		await chief.getByRole('button', { name: new RegExp(`Take away: ${mina}`) }).click();
		await chief.getByText('The role is taken away from now on.').waitFor();
		await inspectPage(chief, 'staff-taken');
		const [answer] = await Promise.all([moderator.waitForResponse((r) => r.request().method() === 'POST'),
			moderator.getByRole('button', { name: 'Escalate' }).click()]);
		assert.equal(answer.status(), 401);
		await moderator.goto('/desk');
		assert.equal(await moderator.getByRole('navigation', { name: 'Desk' }).count(), 0);
	});

	it('the role is given back: she is offered it again', async () => {
		await chief.getByRole('button', { name: new RegExp(`Give it back: ${mina}`) }).click();
		await chief.getByText('The role is offered.').waitFor();
		await signIn(moderator, { username: mina, password: PASSWORD });
		await moderator.goto('/account');
		await moderator.getByText('Moderator on The Default Courier, for cases only').waitFor();
		await press(moderator, 'Accept');
		await moderator.goto(`/desk/${made}`);
		await moderator.getByRole('button', { name: 'Escalate' }).waitFor();
	});
});
