// SPDX-License-Identifier: Apache-2.0
// Goal: what a reader wrote survives the end of the session: signing in, or up, sends it.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PASSWORD, api, article, close, inspectDialog, inspectPage, name, open, person, press, server, signUp, skip, token } from './support.mjs';

// The server refuses the script's form; the browser itself would not send it so.
const REFUSALS = {
	403: (request) => ({ headers: { ...request.headers(), origin: 'https://elsewhere.example' } }),
	413: (request) => ({ postData: `${request.postData()}&more=${'x'.repeat(3_000_000)}` }),
	429: () => ({}),
	503: () => ({}),
};

// Nobody can write a comment until the lock is released.
async function lockComments() {
	const psql = spawn('psql', ['-XAt', '-d', process.env.MADANG_DATABASE_URL], { stdio: ['pipe', 'pipe', 'inherit'] });
	psql.stdin.write('begin; lock table core.comment in exclusive mode;\n');
	for (let said = ''; !said.includes('LOCK TABLE');)
		said += (await once(psql.stdout, 'data'))[0];
	return async () => {
		psql.stdin.end();
		await once(psql, 'close');
	};
}

describe('a comment that is refused in place', { skip }, () => {
	let story, page, admin;

	before(async () => {
		await open();
		story = await article();
		admin = await token(server.accounts.admin);
		page = await signUp(await person({ javaScriptEnabled: true }), name('hana'));
	});
	after(close);

	for (const [status, change] of Object.entries(REFUSALS))
		it(`with ${status} keeps its text, and axe finds nothing`, async () => {
			let got, release;
			await page.goto(`/a/${story}`);
			await page.locator('#body').fill('읽을 만한 의견입니다. A word worth reading.');
			if (status === '429') { // while the page is open
				await api('POST', `/v1/articles/${story}/comments`, { body: 'A first word.' }, (await page.context().cookies()).find(({ name }) => /madang$/.test(name)).value);
				await api('PATCH', `/v1/articles/${story}`, { slow_mode: 3600 }, admin);
			}
			if (status === '503')
				release = await lockComments();
			await page.route('**/comments', async (route) => {
				const answer = await route.fetch(change(route.request()));
				got = answer.status();
				await route.fulfill({ response: answer });
			});
			await page.getByRole('button', { name: 'Post comment' }).click();
			await page.locator('.compose [role=alert], .compose .errors').first().waitFor();
			await page.unroute('**/comments');
			await release?.();
			await api('PATCH', `/v1/articles/${story}`, { slow_mode: 0 }, admin);
			assert.equal(got, Number(status));
			assert.equal(await page.locator('#body').inputValue(), '읽을 만한 의견입니다. A word worth reading.');
			await inspectDialog(page, `refused-${status}`);
		});
});

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
