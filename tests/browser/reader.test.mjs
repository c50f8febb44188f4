// SPDX-License-Identifier: Apache-2.0
// Goal: a reader can do everything without a script: sign up, comment, reply, edit, vote, report, withdraw, leave.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { PASSWORD, api, article, close, inspectPage, name, open, person, press, server, signIn, signUp, skip, token } from './support.mjs';

describe('a reader', { skip }, () => {
	let story, hana, oskar, hanaName, oskarName;

	before(async () => {
		await open();
		story = await article();
	});
	after(close);

	const said = (page, text) => page.getByRole('article').filter({ hasText: text });
	async function write(page, text, button = 'Post comment') {
		await page.locator('#body').fill(text);
		await press(page, button);
	}

	it('reads as a stranger, and is invited', async () => {
		const page = await person();
		await page.goto(`/a/${story}`);
		assert.match(await page.locator('.compose .prompt').innerText(), /^Share your thoughts\. Sign in to join the conversation\.$/);
		assert.equal(await page.locator('h1').count(), 1);
		await page.getByText('0 comments').waitFor();
		await inspectPage(page, 'thread-empty');
	});

	it('signs up: errors beside the fields, nothing lost but the password, then in and back', async () => {
		hana = await person();
		hanaName = name('하나');
		await hana.goto(`/a/${story}`);
		await hana.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Sign up' }).click();
		await hana.getByLabel('Name', { exact: true }).fill(hanaName);
		await hana.getByLabel('E-mail address').fill('nowhere');
		await hana.locator('form.sheet').evaluate((f) => { f.noValidate = true; });
		await hana.getByLabel('Password').fill('short');
		await press(hana, 'Sign up');
		assert.equal(await hana.getByRole('alert').getByRole('listitem').count(), 2);
		assert.equal(await hana.getByLabel('Name', { exact: true }).inputValue(), hanaName);
		assert.equal(await hana.getByLabel('E-mail address').inputValue(), 'nowhere');
		assert.equal(await hana.getByLabel('E-mail address').getAttribute('aria-invalid'), 'true');
		assert.equal(await hana.getByLabel('Password').inputValue(), '');
		await hana.getByLabel('E-mail address').fill(`${name('hana')}@example.org`);
		await hana.getByLabel('Password').fill(PASSWORD);
		await press(hana, 'Sign up');
		assert.equal(new URL(hana.url()).pathname, `/a/${story}`);
		await hana.getByText('Welcome. You are signed in.').waitFor();
		oskar = await person();
		oskarName = name('oskar');
		await signUp(oskar, oskarName);
	});

	it('writes in two directions, each paragraph in its own, and sees every digit of a list', async () => {
		await hana.goto(`/a/${await article()}`);
		await write(hana, 'Latin first.\n\nمرحبا بالعالم\n\n1986. A great year\n\n998. שלום\n999. second');
		const mine = said(hana, 'Latin first.');
		await mine.waitFor();
		const way = (of) => mine.locator(of).evaluateAll((all) => all.map((e) => getComputedStyle(e).direction));
		assert.deepEqual(await way('.text p'), ['ltr', 'rtl', 'ltr']);
		assert.deepEqual(await way('.text li'), ['rtl', 'ltr']);
		const room = await mine.locator('.text ol').evaluate((e) => {
			const style = getComputedStyle(e), em = parseFloat(style.fontSize);
			return [parseFloat(style.paddingLeft) / em, parseFloat(style.paddingRight) / em];
		});
		assert.ok(room.every((side) => side > 2.5), `room for a marker on both sides: ${room}`);
	});

	it('comments, and sees it at once', async () => {
		await hana.goto(`/a/${story}`);
		await write(hana, 'The *first* word.\n\n<script>alert(1)</script> & 안녕하세요');
		assert.match(hana.url(), /\?v=\d+&said=posted#c-/);
		const mine = said(hana, 'The first word.');
		await mine.waitFor();
		assert.equal(await mine.locator('em').innerText(), 'first');
		assert.match(await mine.innerText(), /안녕하세요/);
		assert.equal(await mine.locator('script').count(), 0);
		await hana.getByText('1 comment', { exact: true }).waitFor();
	});

	it('is told what is wrong with a comment, beside it', async () => {
		await hana.goto(`/a/${story}`);
		await hana.locator('#body').fill('x'.repeat(9000));
		await press(hana, 'Post comment');
		await hana.getByRole('alert').waitFor();
		assert.equal((await hana.locator('#body').inputValue()).length, 9000);
		assert.equal(await hana.locator('#body').getAttribute('aria-invalid'), 'true');
	});

	it('is answered', async () => {
		await oskar.goto(`/a/${story}`);
		await said(oskar, 'The first word.').getByRole('link', { name: /^Reply/ }).click();
		await write(oskar, 'And the second.', 'Post reply');
		await said(oskar, 'And the second.').waitFor();
		assert.match(oskar.url(), /\/c\//);
		await oskar.goto(`/a/${story}`);
		await oskar.getByRole('list', { name: /^Replies to/ }).getByText('And the second.').waitFor();
		await inspectPage(oskar, 'thread');
		await said(oskar, 'And the second.').locator('a.when').click();
		await inspectPage(oskar, 'permalink');
	});

	it('votes, changes the vote, takes it back', async () => {
		const first = () => oskar.locator('article.comment').filter({ hasText: 'The first word.' });
		const vote = (way) => first().getByRole('button', { name: new RegExp(`^Vote ${way}`) });
		const pressed = (way) => vote(way).getAttribute('aria-pressed');
		await oskar.goto(`/a/${story}?sort=best`);
		assert.equal(await pressed('up'), 'false');
		await vote('up').click();
		await oskar.waitForURL(/sort=best&v=/);
		assert.deepEqual([await pressed('up'), await pressed('down')], ['true', 'false']);
		assert.equal(await vote('up').innerText(), '1');
		await vote('down').click();
		await oskar.locator('button.down[aria-pressed=true]').waitFor();
		assert.deepEqual([await vote('up').innerText(), await vote('down').innerText()], ['0', '1']);
		await vote('down').click();
		await oskar.locator('button.down[aria-pressed=false]').first().waitFor();
		assert.deepEqual([await vote('up').innerText(), await vote('down').innerText()], ['0', '0']);
		// An author cannot vote on their own comment.
		assert.equal(await said(oskar, 'And the second.').last().getByRole('button').count(), 0);
	});

	it('reports', async () => {
		await oskar.goto(`/a/${story}`);
		await said(oskar, 'The first word.').first().getByRole('link', { name: 'Report this comment' }).click();
		await inspectPage(oskar, 'report');
		await oskar.getByLabel('Off topic').check();
		await oskar.getByLabel('Anything the moderators should know').fill('It is about something else.');
		await press(oskar, 'Send report');
		await oskar.getByText('Thank you. A moderator will look at it.').waitFor();
		await said(oskar, 'The first word.').first().getByText('Reported').waitFor();
	});

	it('edits inside the window', async () => {
		await hana.goto(`/a/${story}`);
		await said(hana, 'The first word.').first().getByRole('link', { name: /^Edit/ }).click();
		assert.match(await hana.locator('#body').inputValue(), /^The \*first\* word\./);
		await inspectPage(hana, 'edit');
		await write(hana, 'The first word, edited.', 'Save');
		await hana.getByText('Your edit is saved.').waitFor();
		assert.match(await said(hana, 'The first word, edited.').first().innerText(), /edited just now/);
	});

	it('takes a comment back, and a tombstone stays over the reply', async () => {
		await hana.goto(`/a/${story}`);
		await said(hana, 'The first word, edited.').first().getByRole('link', { name: /^Take back/ }).click();
		await inspectPage(hana, 'withdraw');
		await press(hana, 'Take it back');
		await hana.getByText('You took your comment back.').waitFor();
		await hana.getByText('The author took this comment back.').waitFor();
		assert.equal(await hana.getByText('The first word, edited.').count(), 0);
		await hana.getByText('And the second.').waitFor();
	});

	it('looks after the own account', async () => {
		const elsewhere = await signIn(await person({ userAgent: 'A browser far away' }), { username: oskarName, password: PASSWORD });
		await oskar.goto('/account');
		await inspectPage(oskar, 'account');
		await oskar.getByRole('button', { name: /^End the session Another program, / }).click();
		await oskar.getByText('That session has ended.').waitFor();
		await elsewhere.goto('/account');
		assert.match(elsewhere.url(), /\/sign-in\?next=%2Faccount$|\/account$/);
		assert.equal(await elsewhere.getByRole('heading', { name: 'Where you are signed in' }).count(), 0);
		await oskar.getByLabel('Your password now').fill('not this one');
		await oskar.getByLabel('The new password').fill('twelve quiet herons');
		await press(oskar, 'Change password');
		await oskar.getByRole('alert').getByText('This is not your current password.').waitFor();
		await oskar.getByLabel('Your password now').fill(PASSWORD);
		await oskar.getByLabel('The new password').fill('twelve quiet herons');
		await press(oskar, 'Change password');
		await oskar.getByText('Your password is changed.').waitFor();
		await oskar.goto('/account/notices');
		await inspectPage(oskar, 'notices');
	});

	it('signs out', async () => {
		await press(oskar, 'Sign out');
		await oskar.getByText('You are signed out.').waitFor();
		await oskar.goto('/account');
		assert.match(oskar.url(), /\/sign-in\?next=%2Faccount$/);
		await inspectPage(oskar, 'sign-in');
		await oskar.goto('/sign-up');
		await inspectPage(oskar, 'sign-up');
	});

	it('reads page by page, in four orders, at the top and below', async () => {
		const long = await article(undefined, 'A long evening at the strait: 마당에서 나눈 이야기');
		const mine = await token({ username: hanaName, password: PASSWORD });
		const say = (body, parent_id) => api('POST', `/v1/articles/${long}/comments`, { body, ...(parent_id ? { parent_id } : {}) }, mine);
		const top = [];
		for (let i = 0; i < 23; i++)
			top.push((await say(`Voice number ${i}.`)).comment.id);
		for (let i = 0; i < 24; i++)
			await say(`Answer number ${i}.`, top[0]);
		const page = await person();
		for (const order of ['Newest', 'Oldest', 'Best', 'Most replies']) {
			await page.goto(`/a/${long}`);
			await page.getByRole('navigation', { name: 'Order of comments' }).getByRole('link', { name: order }).click();
			assert.equal(await page.locator('.sorts [aria-current]').innerText(), order);
			const heard = new Set();
			for (;;) {
				for (const text of await page.locator('.thread > .branch > article .text').allInnerTexts())
					heard.add(text);
				if (await page.getByRole('link', { name: 'More comments' }).count() === 0)
					break;
				await page.getByRole('link', { name: 'More comments' }).click();
				assert.equal(await page.locator('.sorts [aria-current]').innerText(), order);
			}
			assert.equal(heard.size, 23, order);
		}
		await page.goto(`/a/${long}?sort=oldest`);
		await page.getByRole('link', { name: '22 more of 24 replies' }).click();
		const below = new Set(await page.locator('.thread > .branch > article .text').allInnerTexts());
		await page.getByRole('link', { name: 'More replies' }).click();
		for (const text of await page.locator('.thread > .branch > article .text').allInnerTexts())
			below.add(text);
		assert.equal(below.size, 24);
		await inspectPage(page, 'replies');
	});

	it('meets errors as pages', async () => {
		const page = await person();
		for (const [path, status] of [['/a/00000000-0000-7000-8000-000000000000', 404], ['/nowhere', 404], [`/a/${story}?sort=worst`, 400],
			[`/a/${story}?cursor=x`, 400]]) {
			const answer = await page.goto(path);
			assert.equal(answer.status(), status, path);
			assert.match(answer.headers()['content-type'], /^text\/html/);
			assert.equal(await page.locator('h1').count(), 1);
		}
		await inspectPage(page, 'error');
		const reader = await signIn(await person(), server.accounts.reader);
		const desk = await reader.goto('/desk');
		assert.equal(desk.status(), 403);
		assert.equal(await reader.locator('h1').count(), 1);
	});

	it('cannot be made to act by a stranger\'s form', async () => {
		const cookies = (await hana.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
		const post = (headers, body) => fetch(`${server.url}/a/${story}/comments`, { method: 'POST', redirect: 'manual', body,
			headers: { Cookie: cookies, 'Content-Type': 'application/x-www-form-urlencoded', ...headers } });
		assert.equal((await post({ Origin: server.url }, 'body=hello')).status, 403);
		assert.equal((await post({ Origin: 'https://evil.example' }, 'body=hello')).status, 403);
		assert.equal((await post({}, 'body=hello')).status, 403);
		await hana.goto(`/a/${story}`);
		const form = await hana.locator('input[name=form_token]').first().inputValue();
		assert.equal((await post({ Origin: server.url }, `body=hello&form_token=${form}`)).status, 303);
		assert.equal((await post({ Origin: 'null' }, `body=hello&form_token=${form}`)).status, 403);
	});

	it('is given one style sheet and two scripts of our own, which may be kept, and nothing inline', async () => {
		const answer = await fetch(`${server.url}/a/${story}`);
		const html = await answer.text();
		assert.match(answer.headers.get('content-security-policy'), /default-src 'none'/);
		assert.doesNotMatch(answer.headers.get('content-security-policy'), /unsafe/);
		assert.doesNotMatch(html, /<style| style=| on[a-z]+=/);
		const one = (pattern) => {
			const found = [...html.matchAll(pattern)];
			assert.equal(found.length, 1, pattern);
			return found[0];
		};
		const [, sheet] = one(/<link[^>]* rel="stylesheet"[^>]* href="(\/assets\/[^"]+)"|<link[^>]* rel="stylesheet"[^>]*>/g);
		const scripts = [...html.matchAll(/<script(?: type="module")? src="(\/assets\/[^"]+)"><\/script>|<script[^>]*>/g)].map(([, path]) => path);
		assert.equal(scripts.length, 2);
		for (const path of [sheet, ...scripts]) {
			const kept = await fetch(server.url + path);
			assert.equal(kept.status, 200);
			assert.match(kept.headers.get('cache-control'), /max-age/);
		}
		assert.equal((await fetch(`${server.url}/assets/style-0.css`)).status, 404);
	});
});
