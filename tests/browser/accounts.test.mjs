// SPDX-License-Identifier: Apache-2.0
// Goal: a reader verifies an address and replaces a forgotten password by the links of mails, on pages without script.
// setting: accounts.verify_before=posting
// setting: terms.url=https://news.example/terms
// setting: terms.privacy_url=https://news.example/privacy
// setting: terms.version=2026-12
import { after, before, describe, it } from 'node:test';
import { execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { PASSWORD, article, close, inspectPage, mailLink, name, open, person, press, signIn, signUp, skip } from './support.mjs';

const database = process.env.MADANG_DATABASE_URL;
const sql = (text) => execFileSync('psql', ['-XAtq', '-d', database, '-c', text], { encoding: 'utf8' }).trim();

async function until(what) {
	for (let n = 0; n < 200; n++) {
		if (what())
			return;
		await new Promise((done) => setTimeout(done, 50));
	}
	assert.fail('it never happened');
}

describe('links of mails', { skip }, () => {
	before(open);
	after(close);

	it('a reader verifies the address and can write then', async () => {
		const reader = await person();
		const who = name('wren');
		const story = await article();
		await signUp(reader, who);
		await reader.goto(`/a/${story}`);
		await reader.getByText('Your mail address is not verified yet.').waitFor();
		assert.equal(await reader.locator('textarea').count(), 0);
		await inspectPage(reader, 'composer-unverified');
		await press(reader, 'Send the mail again');
		await reader.getByText('The mail is on its way.').waitFor();
		assert.match(reader.url(), new RegExp(`/a/${story}`));
		await reader.goto('/account');
		await inspectPage(reader, 'account-unverified');
		await reader.goto(`/verify?token=${mailLink(who, 'verify')}`);
		await inspectPage(reader, 'verify');
		await press(reader, 'Yes, this is my address');
		await reader.getByText('Your mail address is verified.').waitFor();
		await reader.goto(`/a/${story}`);
		await reader.locator('textarea').fill('Words of a verified reader.');
		await press(reader, 'Post comment');
		await reader.getByText('Your comment is published.').waitFor();
	});

	it('a link that was used says so and offers another mail', async () => {
		const reader = await person();
		const who = name('robin');
		await signUp(reader, who);
		await reader.goto(`/verify?token=${mailLink(who, 'verify').slice(0, 40)}`);
		await reader.getByRole('heading', { name: 'This link does not work' }).waitFor();
		await inspectPage(reader, 'link-refused');
		await reader.getByRole('link', { name: 'Send another mail' }).click();
		await press(reader, 'Send the mail again');
		await reader.getByText('The mail is on its way.').waitFor();
	});

	it('a reader who forgot the password sets a new one and signs in by the address', async () => {
		const reader = await person(), other = await person();
		const who = name('swift');
		await signUp(other, who);
		await other.goto(`/verify?token=${mailLink(who, 'verify')}`);
		await press(other, 'Yes, this is my address');
		await reader.goto('/sign-in');
		await inspectPage(reader, 'sign-in');
		await reader.getByRole('link', { name: 'Forgot your password?' }).click();
		await inspectPage(reader, 'reset');
		await reader.getByLabel('Name, or verified e-mail address').fill(who);
		await press(reader, 'Send me a link');
		await reader.getByText('a mail with a link is on its way').waitFor();
		await until(() => sql(`select count(*) from core.outbox o join core.account a on a.id = o.account_id where a.username = '${who}' and o.template = 'reset'`) === '1');
		await reader.goto(`/reset?token=${mailLink(who, 'reset')}`);
		await inspectPage(reader, 'reset-password');
		await reader.getByLabel('The new password').fill('short');
		await press(reader, 'Change password');
		await reader.locator('.error').first().waitFor();
		await reader.getByLabel('The new password').fill('twelve patient otters');
		await press(reader, 'Change password');
		await reader.getByText('Sign in with the new password.').waitFor();
		await signIn(reader, { username: `${who}@example.org`, password: 'twelve patient otters' });
		await other.goto('/account');
		assert.match(other.url(), /sign-in/);
	});

	it('a reader changes the address, which both addresses allow', async () => {
		const reader = await person();
		const who = name('martin');
		await signUp(reader, who);
		await reader.goto(`/verify?token=${mailLink(who, 'verify')}`);
		await press(reader, 'Yes, this is my address');
		await reader.goto('/account');
		await reader.getByLabel('The new address').fill(`${who}@elsewhere.example`);
		await reader.getByLabel('Your password', { exact: true }).fill(PASSWORD);
		await press(reader, 'Change address');
		await reader.getByText('Open the link in each mail that we sent.').waitFor();
		await inspectPage(reader, 'account-changes');
		await reader.goto(`/email?token=${mailLink(who, 'email_new')}`);
		await press(reader, 'Yes, this is my address');
		await reader.getByText('waits for the link in the mail to the former address').waitFor();
		await reader.goto(`/email?token=${mailLink(who, 'email_old')}`);
		await inspectPage(reader, 'email-old');
		await press(reader, 'Yes, use the new address');
		await reader.getByText('Your account has its new address, and all sessions have ended.').waitFor();
		await reader.getByLabel('Name, or verified e-mail address').fill(`${who}@elsewhere.example`);
		await reader.getByLabel('Password').fill(PASSWORD);
		await press(reader, 'Sign in');
		await reader.goto('/account');
		await reader.getByText(`${who}@elsewhere.example`, { exact: true }).waitFor();
		await reader.getByLabel('The new name').fill(`${who} junior`);
		await press(reader, 'Change name');
		await reader.getByText('Your name is changed.').waitFor();
	});

	it('a reader accepts new terms above the composer', async () => {
		const reader = await person();
		const who = name('dunnock');
		const story = await article();
		await reader.goto('/sign-up');
		await inspectPage(reader, 'sign-up-terms');
		await signUp(reader, who);
		sql(`update core.account set terms_accepted = '2025', email_verified = true where username = '${who}'`);
		await reader.goto(`/a/${story}`);
		await reader.getByText('The terms of use have changed.').waitFor();
		await inspectPage(reader, 'composer-terms');
		await press(reader, 'I accept them');
		await reader.getByText('You accepted the terms of use.').waitFor();
		await reader.locator('textarea').waitFor();
	});

	it('somebody who is invited chooses a password and accepts the role', async () => {
		const reader = await person();
		const who = name('editor');
		execFileSync(process.env.MADANG_BINARY, ['account', 'create', who, '--role', 'moderator', '--email', `${who}@example.org`, '--invite', '-c',
			process.env.MADANG_CONFIG], { env: { ...process.env, MADANG_DATABASE_OWNER_URL: database } });
		await reader.goto(`/invite?token=${mailLink(who, 'invite')}`);
		await reader.getByText('you accept the role Moderator on all sites').waitFor();
		await inspectPage(reader, 'invite');
		await reader.getByLabel('The new password').fill('twelve patient otters');
		await press(reader, 'Accept');
		await reader.getByText('Your account is ready: sign in.').waitFor();
		await signIn(reader, { username: `${who}@example.org`, password: 'twelve patient otters' });
		await reader.getByRole('link', { name: 'Desk' }).waitFor();
		sql(`insert into core.role_offer (id, account_id, role, offered_at) select core.new_id(), id, 'admin', core.now() from core.account where username = '${who}'`);
		await reader.goto('/account');
		await inspectPage(reader, 'account-offer');
		await press(reader, 'Decline');
		await reader.getByText('You declined the role.').waitFor();
	});
});
