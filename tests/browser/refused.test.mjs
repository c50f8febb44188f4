// SPDX-License-Identifier: Apache-2.0
// Goal: what a reader wrote survives the end of the session: signing in, or up, sends it.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { PASSWORD, article, close, inspectPage, name, open, person, press, signUp, skip } from './support.mjs';

describe('a session that has ended', { skip }, () => {
	let story;

	before(async () => {
		await open();
		story = await article();
	});
	after(close);

	async function typed(page, text) {
		await page.goto(`/a/${story}`);
		await page.locator('#body').fill(text);
		await page.context().clearCookies();
		await press(page, 'Post comment');
	}

	it('keeps a comment, and signing in posts it', async () => {
		const who = name('mina'), page = await signUp(await person(), who);
		await typed(page, 'Kept over the\nend of a session. 그대로 남는다.');
		await page.getByText('Sign in to send it.').waitFor();
		assert.equal(await page.getByLabel('Your comment').inputValue(), 'Kept over the\nend of a session. 그대로 남는다.');
		await page.getByLabel('Name, or verified e-mail address').fill(who);
		await page.getByLabel('Password').fill('not this one');
		await press(page, 'Sign in and send it');
		await page.getByRole('alert').waitFor();
		await page.getByLabel('Name, or verified e-mail address').fill(who);
		await page.getByLabel('Password').fill(PASSWORD);
		await press(page, 'Sign in and send it');
		assert.match(page.url(), /#c-/);
		await page.getByRole('article').filter({ hasText: 'Kept over the' }).waitFor();
		assert.equal(await page.getByRole('article').filter({ hasText: '그대로 남는다.' }).count(), 1);
	});

	it('keeps it through a sign-up too', async () => {
		const page = await signUp(await person(), name('joon')), other = name('sora');
		await typed(page, 'Kept through a sign-up.');
		await press(page, 'No account yet? Sign up');
		assert.equal(await page.getByLabel('Your comment').inputValue(), 'Kept through a sign-up.');
		await page.getByLabel('Name', { exact: true }).fill(other);
		await page.getByLabel('E-mail address').fill(`${other}@example.org`);
		await page.getByLabel('Password').fill(PASSWORD);
		await press(page, 'Sign up and send it');
		await page.getByRole('article', { name: `Comment by ${other}` }).getByText('Kept through a sign-up.').waitFor();
		await page.getByRole('link', { name: 'House rules' }).click();
		await inspectPage(page, 'house-rules');
	});
});
