// SPDX-License-Identifier: Apache-2.0
// Goal: a reader hears of an answer on every page, opens it, and reads all of the rest, without a script.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { api, article, close, inspectPage, name, open, person, press, server, signUp, skip, token, PASSWORD } from './support.mjs';

describe('notifications', { skip }, () => {
	let story, hana, oskar, hanaName, oskarName, first, answers;

	before(async () => {
		await open();
		story = await article(undefined, 'A long evening at the strait: 마당에서 나눈 이야기');
		hana = await person();
		oskar = await person();
		hanaName = name('hana');
		oskarName = name('oskar');
		await signUp(hana, hanaName);
		await signUp(oskar, oskarName);
	});
	after(close);

	const bar = (page) => page.getByRole('navigation', { name: 'Account' });
	async function post(account, body, parent) {
		return (await api('POST', `/v1/articles/${story}/comments`, { body, parent_id: parent }, account)).comment.id;
	}
	// Loads the page until the bar counts n.
	async function counts(page, path, n) {
		for (let i = 0; i < 100; i++) {
			await page.goto(path);
			if (n === 0 ? await bar(page).locator('.badge.unread').count() === 0 : await bar(page).getByText(`Unread: ${n}`, { exact: true }).count() === 1)
				return;
			await page.waitForTimeout(100);
		}
		assert.fail(`the bar of ${path} never counted ${n}`);
	}

	it('counts what is unread in the bar of every page and of the frame', async () => {
		const hers = await token({ username: hanaName, password: PASSWORD }), his = await token({ username: oskarName, password: PASSWORD });
		await counts(hana, `/a/${story}`, 0);
		first = await post(hers, '첫 번째 이야기를 시작합니다.');
		answers = [];
		answers.push(await post(his, `@${hanaName}님, 저도 봤습니다. I saw it too.`, first));
		answers.push(await post(his, 'And a second answer, with a **strong** word in it.', first));
		await counts(hana, `/a/${story}`, 2);
		await counts(hana, `/embed/${story}`, 2);
		await counts(hana, '/', 2);
		await counts(oskar, `/a/${story}`, 0);
	});

	it('lists them with their comments, and opens one', async () => {
		await bar(hana).getByRole('link', { name: /Notifications/ }).click();
		await hana.getByRole('heading', { name: 'Notifications' }).waitFor();
		await inspectPage(hana, 'notifications');
		await hana.getByRole('button', { name: `${oskarName} answered your comment` }).last().click();
		await hana.waitForURL(new RegExp(`/a/${story}/c/${answers[0]}$`));
		assert.equal(await hana.locator('.mention').first().innerText(), `@${hanaName}님`);
		await inspectPage(hana, 'notifications-mention');
		await counts(hana, `/a/${story}`, 1);
	});

	it('marks what the reader sees, in the background and in the frame too', async () => {
		const his = await token({ username: oskarName, password: PASSWORD });
		const look = await person({ javaScriptEnabled: true, storageState: await hana.context().storageState(), viewport: { width: 375, height: 500 } });
		const badge = look.locator('li.news .badge');
		const here = await post(his, 'A third answer.', first);
		await counts(hana, `/a/${story}`, 2);
		await look.goto(`/a/${story}/c/${here}`);
		await look.locator('.focus').scrollIntoViewIfNeeded();
		await look.waitForFunction(() => document.querySelector('li.news .badge').lastChild.data === '1');
		assert.equal(await look.getByRole('button', { name: /as read/ }).count(), 0);
		await counts(hana, `/a/${story}`, 1);
		await look.goto(`/embed/${story}`);
		await look.locator('.discussion').scrollIntoViewIfNeeded();
		await badge.waitFor({ state: 'detached' });
		await counts(hana, `/a/${story}`, 0);
		await look.context().close();
		answers.push(await post(his, 'One answer more.', first));
		await counts(hana, `/a/${story}`, 1);
		await inspectPage(hana, 'notifications-seen');
		await counts(hana, `/a/${story}`, 0); // by the scripts of these pictures
		answers.push(await post(his, 'And one without a script.', first));
		await counts(hana, `/a/${story}`, 1);
		await press(hana, 'Mark 1 notification as read');
		await counts(hana, `/a/${story}`, 0);
		await post(his, 'The last answer.', first);
		await counts(hana, '/', 1);
	});

	it('marks all the rest', async () => {
		await hana.goto('/account/notifications');
		await press(hana, 'Mark all as read');
		await hana.getByText('Everything up to here is marked as read.').waitFor();
		assert.equal(await hana.locator('li.unread').count(), 0);
		await inspectPage(hana, 'notifications-read');
		await counts(hana, '/', 0);
		await oskar.goto('/account/notifications');
		await oskar.getByText('There is nothing here yet.').waitFor();
	});

	it('follows, mutes, and finds what was written, on pages of their own', async () => {
		await oskar.goto(`/a/${story}`);
		await press(oskar, 'Stop following this discussion');
		await oskar.getByText('You follow this discussion no longer.').waitFor();
		await press(oskar, 'Follow this discussion');
		await oskar.getByText('You are notified of new comments.').waitFor();
		await inspectPage(oskar, 'follow');
		await oskar.goto(`/embed/${story}`);
		await inspectPage(oskar, 'follow-embed');
		await oskar.goto('/account/follows');
		await inspectPage(oskar, 'follows');
		await oskar.goto(`/a/${story}`);
		await oskar.getByRole('article').getByRole('link', { name: hanaName, exact: true }).first().click();
		await oskar.getByRole('heading', { name: hanaName }).waitFor();
		await oskar.getByText('첫 번째 이야기를 시작합니다.').waitFor();
		await inspectPage(oskar, 'profile');
		await press(oskar, 'Mute this reader');
		await oskar.getByText('You muted this reader.', { exact: false }).first().waitFor();
		await oskar.goto(`/a/${story}`);
		await oskar.getByText('You muted this reader').first().waitFor();
		assert.equal(await oskar.getByText('첫 번째 이야기를 시작합니다.').isVisible(), false);
		await inspectPage(oskar, 'muted');
		await oskar.goto('/account/mutes');
		await inspectPage(oskar, 'mutes');
		await press(oskar, `Stop muting ${hanaName}`);
		await oskar.getByText('You muted nobody.', { exact: false }).waitFor();
		await hana.goto('/account/replies');
		await inspectPage(hana, 'replies');
	});

	it('chooses the mails on the page of the account', async () => {
		await hana.goto('/account');
		await hana.getByLabel('Answers to your comments', { exact: true }).selectOption('daily');
		await press(hana, 'Save', hana.locator('section#set-mail'));
		await hana.getByText('Saved.').waitFor();
		assert.equal(await hana.getByLabel('Answers to your comments', { exact: true }).inputValue(), 'daily');
		assert.equal(await hana.getByLabel('Results of your reports').inputValue(), 'daily');
		await inspectPage(hana, 'account-mail');
	});
});
