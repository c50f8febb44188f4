// SPDX-License-Identifier: Apache-2.0
// Goal: with the script every act of a reader happens in place, with one request; drafts survive; nothing is lost.
// setting: live.on=off
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { article, close, name, open, PASSWORD, person, press, server, signUp, skip, WIDE, PHONE } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('a reader with the script', { skip }, () => {
	let story, hana, oskar, ines;
	const faults = [];

	async function reader(who, options = {}) {
		const page = await person({ javaScriptEnabled: true, ...options });
		page.on('pageerror', (error) => faults.push(error.message));
		page.on('console', (line) => line.type() === 'error' && !/status of (4|5)|Failed to load|ERR_/.test(line.text()) && faults.push(line.text()));
		return signUp(page, name(who));
	}

	before(async () => {
		await open();
		story = await article();
		hana = await reader('hana');
		oskar = await reader('oskar');
	});
	after(async () => {
		await close();
		assert.deepEqual(faults, []);
	});

	const said = (page, text) => page.getByRole('article').filter({ hasText: text }).first();

	// The requests to our own server that an act makes; the page must stay.
	async function requests(page, act) {
		const made = [], note = (r) => made.push(`${r.method()} ${new URL(r.url()).pathname.split('/').pop()}`);
		await page.evaluate(() => { globalThis.stayed = true; });
		page.on('request', note);
		await act();
		page.off('request', note);
		assert.equal(await page.evaluate(() => globalThis.stayed), true, 'the page was loaded again');
		return made;
	}

	// The page as it is now, in both widths and schemes.
	async function look(page, label) {
		for (const viewport of [WIDE, PHONE])
			for (const colorScheme of ['light', 'dark']) {
				await page.setViewportSize(viewport);
				await page.emulateMedia({ colorScheme });
				await page.screenshot({ path: `../../build/screenshots/inplace-${label}-${viewport.width}-${colorScheme}.png`, fullPage: true });
				if (!await page.evaluate(() => Boolean(globalThis.axe)))
					await page.evaluate(axe);
				const found = await page.evaluate(async () => (await globalThis.axe.run()).violations.map((v) =>
					`${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`));
				assert.deepEqual(found, [], `${label} ${viewport.width} ${colorScheme}`);
				assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${label} scrolls sideways`);
			}
		await page.setViewportSize(WIDE);
		await page.emulateMedia({ colorScheme: 'light' });
	}

	it('writes a comment with one request, and gets the focus on it', async () => {
		await hana.goto(`/a/${story}`);
		await hana.locator('#body').fill('첫 번째 댓글입니다. A first word.');
		const made = await requests(hana, async () => {
			await hana.getByRole('button', { name: 'Post comment' }).click();
			await said(hana, '첫 번째').waitFor();
		});
		assert.deepEqual(made, ['POST comments']);
		assert.equal(await hana.locator('#body').inputValue(), '');
		assert.match(await hana.evaluate(() => document.activeElement.id), /^c-/);
		await hana.locator('div.unseen[role=status]').getByText('Your comment is published.').waitFor({ state: 'attached' });
	});

	it('writes a second comment, which is another one', async () => {
		await hana.locator('#body').fill('A second word.');
		await hana.getByRole('button', { name: 'Post comment' }).click();
		await said(hana, 'A second word.').waitFor();
		assert.equal(await hana.locator('article.comment').count(), 2);
	});

	it('shows what the text becomes, by the server, and gives the field back', async () => {
		await hana.locator('#body').fill('**굵은** words.');
		const button = hana.locator('#write').getByRole('button', { name: 'Preview' });
		const made = await requests(hana, async () => {
			await button.click();
			await hana.locator('#write .preview strong').getByText('굵은').waitFor();
		});
		assert.deepEqual(made, ['POST preview']);
		assert.equal(await button.getAttribute('aria-pressed'), 'true');
		await look(hana, 'preview');
		await button.click();
		assert.equal(await button.getAttribute('aria-pressed'), 'false');
		assert.equal(await hana.locator('#write .preview').count(), 1);
		assert.equal(await hana.locator('#body').inputValue(), '**굵은** words.');
		assert.ok(await hana.locator('#body').evaluate((f) => f === document.activeElement));
		await hana.locator('#body').fill('');
	});

	it('replies below the comment with one request', async () => {
		await oskar.goto(`/a/${story}`);
		const first = said(oskar, 'A first word.');
		await first.getByRole('link', { name: /^Reply/ }).click();
		const field = first.getByLabel('Your reply');
		assert.ok(await field.evaluate((f) => f === document.activeElement));
		await look(oskar, 'reply');
		await field.fill('An answer.');
		let took;
		const made = await requests(oskar, async () => {
			took = await oskar.evaluate(() => new Promise((resolve) => {
				const began = performance.now();
				new MutationObserver(() => document.querySelector('.replies .comment') && resolve(performance.now() - began))
					.observe(document.body, { childList: true, subtree: true });
				document.querySelector('.part button.primary').click();
			}));
		});
		assert.deepEqual(made, ['POST comments']);
		console.log(`# a reply took ${Math.round(took)} ms`);
		assert.equal(await oskar.locator('.part').count(), 0);
		assert.equal(await oskar.locator('.replies .comment').count(), 1);
		await look(oskar, 'posted');
	});

	it('edits in place, and Escape or Cancel gives the focus back', async () => {
		const mine = said(oskar, 'An answer.');
		await mine.getByRole('link', { name: /^Edit/ }).click();
		await mine.getByRole('textbox').press('Escape');
		assert.equal(await mine.locator('.part').count(), 0);
		assert.match(await oskar.evaluate(() => document.activeElement.textContent), /^Edit/);
		await mine.getByRole('link', { name: /^Edit/ }).click();
		await mine.getByRole('textbox').fill('A better answer.');
		await requests(oskar, async () => {
			await mine.getByRole('button', { name: 'Save' }).click();
			await said(oskar, 'A better answer.').waitFor();
		});
		await said(oskar, 'A better answer.').getByText('edited').waitFor();
	});

	it('votes with one request and keeps the focus', async () => {
		const first = said(oskar, 'A first word.');
		const made = await requests(oskar, async () => {
			await first.getByRole('button', { name: 'Vote up: 0' }).click();
			await first.getByRole('button', { name: 'Vote up: 1' }).waitFor();
		});
		assert.deepEqual(made, ['POST vote']);
		assert.equal(await oskar.evaluate(() => document.activeElement.className), 'up');
	});

	it('reports: a form without a reason says so, then one notice', async () => {
		const second = said(oskar, 'A second word.');
		await second.getByRole('link', { name: /^Report/ }).click();
		await second.getByRole('button', { name: 'Send report' }).waitFor();
		await look(oskar, 'report');
		await second.locator('.part form').evaluate((f) => { f.noValidate = true; });
		await second.getByRole('button', { name: 'Send report' }).click();
		await second.getByRole('alert').waitFor();
		await look(oskar, 'error');
		await second.getByRole('radio').first().check();
		await requests(oskar, async () => {
			await second.getByRole('button', { name: 'Send report' }).click();
			await second.getByText('A moderator will look at it.').waitFor();
		});
		assert.equal(await second.locator('.flash').count(), 1);
		assert.equal(await second.getByRole('link', { name: /^Report/ }).count(), 0);
	});

	it('takes a comment back after a question', async () => {
		const mine = said(oskar, 'A better answer.');
		await mine.getByRole('link', { name: /^Take back/ }).click();
		await mine.getByRole('button', { name: 'Take it back' }).click();
		await oskar.locator('div.unseen[role=status]').getByText('You took your comment back.').waitFor({ state: 'attached' });
		await mine.waitFor({ state: 'detached' });
		assert.equal(await oskar.getByText('A better answer.').count(), 0);
	});

	it('loses no text when the connection is lost, and sends it once', async () => {
		await hana.context().setOffline(true);
		await hana.locator('#body').fill('Through a tunnel.');
		await hana.getByRole('button', { name: 'Post comment' }).click();
		await hana.locator('#write').getByRole('alert').getByText('Nothing is lost').waitFor();
		assert.equal(await hana.locator('#body').inputValue(), 'Through a tunnel.');
		await hana.context().setOffline(false);
		await hana.getByRole('button', { name: 'Post comment' }).dblclick();
		await said(hana, 'Through a tunnel.').waitFor();
		await hana.goto(`/a/${story}`);
		assert.equal(await hana.getByText('Through a tunnel.').count(), 1);
	});

	it('keeps a draft over a reload until it is posted', async () => {
		await hana.locator('#body').fill('아직 쓰는 중');
		await hana.reload();
		assert.equal(await hana.locator('#body').inputValue(), '아직 쓰는 중');
		await hana.locator('#body').press('Control+Enter');
		await said(hana, '아직 쓰는 중').waitFor();
		await hana.reload();
		assert.equal(await hana.locator('#body').inputValue(), '');
	});

	it('marks up by buttons and keys, but not while an input method composes', async () => {
		const field = hana.locator('#body');
		await field.fill('굵게');
		await field.selectText();
		await field.press('Control+b');
		assert.equal(await field.inputValue(), '**굵게**');
		await hana.getByRole('button', { name: 'Quote' }).click();
		const before = await field.inputValue();
		const stopped = await field.evaluate((f) => !f.dispatchEvent(new KeyboardEvent('keydown',
			{ key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true, cancelable: true })));
		assert.equal(stopped, false);
		assert.equal(await field.inputValue(), before);
		await field.fill('x'.repeat(4990));
		await hana.getByText('10 characters left').waitFor();
		await field.fill('');
	});

	it('is asked to sign in when the session has ended, and finds the text again', async () => {
		await oskar.goto(`/a/${story}`);
		await oskar.locator('#body').fill('Written before the session ended.');
		await oskar.context().clearCookies();
		await oskar.getByRole('button', { name: 'Post comment' }).click();
		await oskar.locator('#write').getByRole('alert').getByRole('link', { name: 'Sign in' }).waitFor();
		assert.equal(await oskar.locator('#body').inputValue(), 'Written before the session ended.');
		await look(oskar, 'signed-out');
	});

	it('loads more comments in place', async () => {
		for (let i = 0; i < 3; i++) {
			await hana.locator('#body').fill(`Number ${i} of several.`);
			await hana.getByRole('button', { name: 'Post comment' }).click();
			await said(hana, `Number ${i} of`).waitFor();
		}
		await hana.goto(`/a/${story}?limit=2`);
		const before = await hana.locator('.discussion > ol > li').count();
		await requests(hana, async () => {
			await hana.getByRole('link', { name: 'More comments' }).click();
			await hana.locator(`.discussion > ol > li:nth-child(${before + 1})`).waitFor();
		});
		const ids = await hana.locator('.discussion .comment').evaluateAll((all) => all.map((c) => c.id));
		assert.equal(new Set(ids).size, ids.length);
	});

	it('puts a new comment where the order of the page puts it', async () => {
		const long = await article();
		ines = await reader('ines');
		for (const [sort, at] of [['oldest', 'last'], ['newest', 'first'], ['best', 'last'], ['replies', 'last']]) {
			await hana.goto(`/a/${long}`);
			if (sort === 'oldest') { // one with a vote and a reply stands before the others in both orders
				await hana.locator('#body').fill('The one with a reply.');
				await hana.getByRole('button', { name: 'Post comment' }).click();
				await said(hana, 'The one with a reply.').waitFor();
				await ines.goto(`/a/${long}`);
				await said(ines, 'The one with').getByRole('button', { name: /^Vote up/ }).click();
				await said(ines, 'The one with').locator('[aria-pressed=true]').waitFor();
				await said(ines, 'The one with').getByRole('link', { name: /^Reply/ }).click();
				await ines.getByRole('button', { name: 'Post reply' }).locator('xpath=ancestor::form').locator('textarea').fill('A reply to it.');
				await ines.getByRole('button', { name: 'Post reply' }).click();
				await said(ines, 'A reply to it.').waitFor();
			}
			await hana.goto(`/a/${long}?sort=${sort}`);
			await hana.locator('#body').fill(`Posted in the order ${sort}.`);
			await hana.getByRole('button', { name: 'Post comment' }).click();
			await said(hana, `Posted in the order ${sort}.`).waitFor();
			const order = () => hana.locator('.discussion > ol > li > .comment').evaluateAll((all) => all.map((c) => c.id));
			const now = await order(), place = await hana.locator('.discussion > ol > li').filter({ hasText: `Posted in the order ${sort}.` }).evaluate((li) => [...li.parentNode.children].indexOf(li));
			assert.equal(place, at === 'first' ? 0 : sort === 'oldest' ? now.length - 1 : 1, sort);
			assert.equal(await hana.locator('.placed a').count(), at === 'first' ? 0 : 1);
			await hana.goto(`/a/${long}?sort=${sort}`);
			assert.deepEqual(await order(), now, `the next view in the order ${sort}`);
		}
	});

	it('names the missing choice of a report beside the choices', async () => {
		await ines.goto(`/a/${story}`);
		const comment = said(ines, 'A first word.');
		await comment.getByRole('link', { name: /^Report/ }).click();
		await comment.getByRole('button', { name: 'Send report' }).click();
		await comment.locator('fieldset [role=alert]').getByText('Choose a reason.').waitFor();
		assert.equal(await ines.evaluate(() => document.activeElement.name), 'reason');
		assert.equal(await comment.locator('fieldset').evaluate((node) => document.getElementById(node.getAttribute('aria-describedby')).textContent), 'Choose a reason.');
		assert.equal(await comment.locator('.errors').count(), 0);
		await comment.getByRole('link', { name: 'Cancel' }).click();
	});

	it('keeps a long text in a field that scrolls', async () => {
		await ines.goto(`/a/${story}`);
		await said(ines, 'A first word.').getByRole('link', { name: /^Reply/ }).click();
		const field = said(ines, 'A first word.').locator('.part textarea'), height = () => field.evaluate((one) => one.offsetHeight);
		const empty = await height();
		await field.fill('One line.\n'.repeat(10));
		const grown = await height();
		await field.fill('One line.\n'.repeat(100));
		assert.ok(empty < grown && grown < await height() && await height() <= 400, `${empty}, ${grown}, ${await height()} px`);
		assert.ok(await field.evaluate((one) => one.scrollHeight > one.clientHeight && getComputedStyle(one).overflowY === 'auto'));
		await field.fill('');
		await said(ines, 'A first word.').getByRole('link', { name: 'Cancel' }).click();
	});

	it('takes a visitor who presses Reply to the sign-in beside it, and goes on with the reply', async () => {
		const page = await person({ javaScriptEnabled: true }), username = name('vera');
		await signUp(await person(), username);
		await page.goto(`/a/${story}`);
		await page.evaluate(() => { globalThis.stayed = true; });
		const [window] = await Promise.all([page.waitForEvent('popup'), said(page, 'A first word.').getByRole('link', { name: /^Reply/ }).click()]);
		await window.getByLabel('Name, or verified e-mail address').fill(username);
		await window.getByLabel('Password').fill(PASSWORD);
		await Promise.all([window.waitForEvent('close'), window.getByRole('button', { name: 'Sign in', exact: true }).click()]);
		const form = said(page, 'A first word.').locator('.part form');
		await form.locator('textarea').fill('The reply of a visitor of before.');
		assert.equal(await page.evaluate(() => globalThis.stayed), true, 'the page was loaded again');
		await form.getByRole('button', { name: 'Post reply' }).click();
		await page.locator('.comment.own').filter({ hasText: 'The reply of a visitor' }).waitFor();
		await page.context().close();
	});

	it('without the script returns to the same order and comment', async () => {
		const plain = await person();
		await signUp(plain, name('plain'));
		await plain.goto(`/a/${story}?sort=oldest`);
		const first = said(plain, 'A first word.');
		await first.getByRole('link', { name: /^Report/ }).click();
		await plain.getByRole('radio').first().check();
		await press(plain, 'Send report');
		const at = new URL(plain.url());
		assert.equal(at.pathname, `/a/${story}`);
		assert.equal(at.searchParams.get('sort'), 'oldest');
		assert.match(at.hash, /^#c-/);
	});
});
