// SPDX-License-Identifier: Apache-2.0
// Goal: "@" and the beginning of a name list the readers of the discussion; keys and a touch choose one, an input method is
// left alone, and the posted name leads to its reader.
// setting: live.on=off
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { api, article, close, name, open, PASSWORD, person, PHONE, signUp, skip, token, WIDE } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the completion of a mention', { skip }, () => {
	const faults = [], mina = '미나', names = {};
	let story, hana, first;

	async function writer(who, body) {
		await api('POST', '/v1/accounts', { username: who, email: `${who.replace(/\P{ASCII}/gu, '')}@example.org`, password: PASSWORD });
		return (await api('POST', `/v1/articles/${story}/comments`, { body }, await token({ username: who, password: PASSWORD }))).comment.id;
	}

	before(async () => {
		await open();
		story = await article();
		for (const who of ['oskar', 'olga'])
			names[who] = name(who);
		names[mina] = `미${name('')}나`;
		first = await writer(names.oskar, 'The first of all.');
		await writer(names.olga, 'The second.');
		await writer(names[mina], '세 번째입니다.');
		hana = await person({ javaScriptEnabled: true, hasTouch: true });
		hana.on('pageerror', (error) => faults.push(error.message));
		hana.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
		await signUp(hana, name('hana'));
	});
	after(async () => {
		await close();
		assert.deepEqual(faults, []);
	});

	const field = () => hana.getByLabel('Your comment');
	const options = () => hana.getByRole('option').allInnerTexts();
	async function write(text) {
		await hana.goto(`/a/${story}`);
		await field().fill(''); // a draft
		await field().pressSequentially(text);
		await hana.getByRole('listbox', { name: 'Readers to mention' }).waitFor();
	}

	it('lists the readers whose names begin so, and looks well', async () => {
		let loaded = 0;
		hana.on('request', (r) => { loaded += /\/mention-/.test(r.url()); });
		await hana.goto(`/a/${story}`);
		await field().pressSequentially('no name yet');
		assert.equal(loaded, 0, 'the list is loaded before anybody needs it');
		await write('hello (@o');
		assert.deepEqual(await options(), [names.olga, names.oskar]);
		assert.equal(loaded, 1);
		await hana.evaluate(axe);
		for (const viewport of [WIDE, PHONE])
			for (const colorScheme of ['light', 'dark']) {
				await hana.setViewportSize(viewport);
				await hana.emulateMedia({ colorScheme });
				await hana.screenshot({ path: `../../build/screenshots/mention-${viewport.width}-${colorScheme}.png` });
				assert.deepEqual(await hana.evaluate(async () => (await globalThis.axe.run()).violations.map((v) => v.id)), []);
				assert.ok(await hana.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
			}
		await hana.setViewportSize(WIDE);
		await field().pressSequentially('zz');
		await hana.getByRole('listbox').waitFor({ state: 'detached' });
		assert.equal(await field().getAttribute('aria-controls'), null);
	});

	it('takes keys: down, up, Enter, Tab and Escape', async () => {
		await write('@o');
		await field().press('ArrowDown');
		assert.equal(await hana.getByRole('option', { selected: true }).innerText(), names.oskar);
		assert.equal(await field().getAttribute('aria-activedescendant'), 'names-1');
		await field().press('ArrowDown');
		await field().press('ArrowUp');
		await field().press('Enter');
		assert.equal(await field().inputValue(), `@${names.oskar} `);
		await field().pressSequentially('and @OL');
		await hana.getByRole('listbox').waitFor();
		await field().press('Tab');
		assert.equal(await field().inputValue(), `@${names.oskar} and @${names.olga} `);
		await field().pressSequentially('@o');
		await hana.getByRole('listbox').waitFor();
		await field().press('Escape');
		await field().pressSequentially('sk');
		assert.equal(await hana.getByRole('listbox').count(), 0);
		await field().press('Enter');
		assert.match(await field().inputValue(), /@osk\n$/);
		await hana.getByRole('button', { name: 'Post comment' }).click();
		const link = hana.locator('.comment .mention', { hasText: `@${names.olga}` });
		await link.click();
		await hana.getByRole('heading', { name: names.olga }).waitFor();
	});

	it('keeps the name that a key has chosen when the server answers', async () => {
		await hana.goto(`/a/${story}`);
		let answer;
		const held = new Promise((done) => { answer = done; });
		await hana.route(/\/participants\?prefix=o$/, async (route) => {
			await held;
			await route.continue();
		});
		await field().fill('');
		await field().pressSequentially('@o');
		await hana.getByRole('listbox').waitFor();
		await field().press('ArrowDown');
		const answered = hana.waitForResponse(/\/participants\?prefix=o$/);
		await hana.getByRole('listbox').evaluate((list) => {
			globalThis.redrawn = new Promise((done) => new MutationObserver(done).observe(list, { childList: true }));
		});
		answer();
		await answered;
		await hana.evaluate(() => globalThis.redrawn);
		assert.equal(await hana.getByRole('option', { selected: true }).innerText(), names.oskar);
		await hana.unroute(/\/participants\?prefix=o$/);
	});

	it('closes the list, not the form, with Escape', async () => {
		await hana.goto(`/a/${story}`);
		await hana.getByRole('link', { name: `Reply to ${names.olga}` }).first().click();
		const reply = hana.getByLabel('Your reply');
		await reply.pressSequentially('@o');
		await hana.getByRole('listbox').waitFor();
		await reply.press('Escape');
		assert.equal(await reply.count(), 1);
		await reply.press('Escape');
		assert.equal(await reply.count(), 0);
	});

	it('takes a touch, and writes no space behind Hangul', async () => {
		await write('@미');
		await hana.getByRole('option', { name: names[mina] }).tap();
		assert.equal(await field().inputValue(), `@${names[mina]}`);
		assert.ok(await field().evaluate((one) => one === document.activeElement));
	});

	it('leaves the keys of an input method alone', async () => {
		await write('@o');
		await field().evaluate((one) => one.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })));
		assert.equal(await field().inputValue(), '@o');
		const input = await hana.context().newCDPSession(hana);
		await hana.goto(`/a/${story}`);
		await field().fill('');
		await field().pressSequentially('@');
		await hana.getByRole('listbox').waitFor();
		await input.send('Input.imeSetComposition', { text: '미', selectionStart: 1, selectionEnd: 1 });
		await hana.getByRole('option', { name: names[mina] }).waitFor();
		assert.deepEqual(await options(), [names[mina]]);
		await input.send('Input.insertText', { text: '미' });
		await field().press('Enter');
		assert.match(await field().inputValue(), new RegExp(`^@${names[mina]}`));
	});

	it('knows readers who are not on the page', async () => {
		await hana.goto(`/a/${story}/c/${first}`);
		await hana.getByLabel('Your reply').pressSequentially('@ol');
		await hana.getByRole('option', { name: names.olga }).waitFor();
	});
});
