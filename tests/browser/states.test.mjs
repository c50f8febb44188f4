// SPDX-License-Identifier: Apache-2.0
// Goal: axe finds nothing in any state of a framed discussion, in English and in Korean, light and dark, on a phone and on a wide
// screen, and nothing is wider than its page.
// when: all
// setting: server.base_url=https://talk.news.example
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SAME_SITE, TALK, startHosts } from './embedding.mjs';
import { PASSWORD, api, article, launch, name, server, skip, token } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = join(import.meta.dirname, '..', '..', 'build', 'screenshots');
const SIZES = [{ width: 1280, height: 900 }, { width: 360, height: 740 }];
const TEXTS = {
	en: { title: 'The bridge over the Sund is painted', said: 'It was blue before, and nobody asked the people who cross it every day.', answer: 'I liked it blue.',
		low: 'Paint is paint.', long: 'A word that is far too long: ' + 'Sundgapbridgepainters'.repeat(8) },
	ko: { title: '해누리 다리를 새로 칠하다', said: '예전에는 파란색이었는데, 날마다 건너는 사람들에게는 아무도 묻지 않았습니다.', answer: '파란색이 좋았어요.',
		low: '페인트는 페인트일 뿐.', long: '띄어쓰기가 없는 아주 긴 말: ' + '다리를새로칠하는사람들'.repeat(12) },
};

describe('every state of a discussion', { skip }, () => {
	let hosts, browser, moderator;

	before(async () => {
		mkdirSync(pictures, { recursive: true });
		hosts = await startHosts();
		browser = await launch({ proxy: { server: `http://127.0.0.1:${hosts.port}` } });
		moderator = await token(server.accounts.moderator);
		const admin = await token(server.accounts.admin), now = await api('GET', '/v1/moderation/settings', undefined, admin);
		await api('PUT', '/v1/moderation/settings', { version: now.version, settings: { ...now.settings, fold_votes: 3 } }, admin);
	});
	after(async () => {
		await browser?.close();
		hosts?.close();
	});

	const sign = async (page, username) => {
		await page.getByLabel('Name, or verified e-mail address').fill(username);
		await page.getByLabel('Password').fill(PASSWORD);
		await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	};

	// The frame, or the page where there is none, as it is now in each size and scheme.
	async function look(page, label) {
		const found = [];
		for (const viewport of SIZES)
			for (const colorScheme of ['light', 'dark']) {
				const where = `${label} ${viewport.width} ${colorScheme}`;
				await page.setViewportSize(viewport);
				await page.emulateMedia({ colorScheme });
				await page.screenshot({ path: join(pictures, `state-${where.replaceAll(' ', '-')}.png`), fullPage: true });
				for (const frame of page.frames()) {
					if (!frame.url().startsWith(TALK))
						continue;
					if (!await frame.evaluate(() => Boolean(globalThis.axe)))
						await frame.evaluate(axe);
					found.push(...(await frame.evaluate(judge)).map((text) => `${where}: ${text}`));
				}
			}
		assert.deepEqual(found, []);
	}

	for (const [language, texts] of Object.entries(TEXTS))
		describe(`in ${language}`, () => {
			let story, first, page, frame;

			before(async () => {
				story = await article(undefined, texts.title);
				const write = async (body, more) => (await api('POST', `/v1/articles/${story}/comments`, { body, ...more }, moderator)).comment.id;
				first = await write(texts.said);
				await write(texts.answer, { parent_id: first });
				await write(`${texts.long}\n\n> ${texts.said}\n\n*${texts.answer}* **${texts.answer}** https://news.example/`);
				const low = await write(texts.low);
				const username = name('heron');
				for (const n of [1, 2, 3, 4, 5, 6]) {
					const voter = n === 1 ? username : name('voter');
					await api('POST', '/v1/accounts', { username: voter, email: `${voter}@example.org`, password: PASSWORD });
					await api('PUT', `/v1/articles/${story}/comments/${low}/vote`, { value: -1 }, await token({ username: voter, password: PASSWORD }));
				}
				const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: SIZES[0], locale: language });
				page = await context.newPage();
				page.setDefaultTimeout(15000);
				page.username = username;
				hosts.html = `<!doctype html><html lang="${language}"><head><title>A newspaper</title><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><style>body { margin: 1rem auto; max-width: 44rem; padding: 0 1rem }</style></head><body><h1>${texts.title}</h1>
<script async src="${TALK}/embed.js"></script><madang-thread article="${story}"></madang-thread></body></html>`;
			});
			after(() => page?.context().close());

			async function visit() {
				await page.setViewportSize(SIZES[0]);
				await page.emulateMedia({ colorScheme: 'light' });
				await page.goto(`${SAME_SITE}/story`);
				frame = page.frameLocator('madang-thread iframe');
				await frame.locator(`#c-${first}`).waitFor();
				await frame.locator('#reading-words > button').waitFor({ state: 'attached' });
				await page.mouse.move(640, 300);
				await page.mouse.move(650, 310); // the reader turns to the frame, which gets its height
			}

			it('as a visitor first sees it, with a folded comment', async () => {
				await visit();
				for (const end = Date.now() + 15000; Date.now() < end && !await frame.locator('details.low').isVisible();) // the new setting
					await visit();
				await look(page, `${language} visitor`);
				await frame.locator('details.low summary').click();
				await look(page, `${language} unfolded`);
			});

			it('in the window of the sign-in and at its end', async () => {
				const window = await page.context().newPage();
				await window.goto(`${TALK}/sign-in?next=/embed/${story}`);
				await look(window, `${language} sign-in`);
				await sign(window, page.username);
				await window.waitForURL(/signed-in/);
				await look(window, `${language} signed-in`);
				await window.close();
			});

			it('where an article has no discussion', async () => {
				await page.goto(`${TALK}/embed?key=none`);
				await look(page, `${language} none`);
			});

			it('with the composer in use and its preview', async () => {
				await visit();
				await frame.locator('#body').fill(`**${texts.said}**`);
				await look(page, `${language} composer`);
				await frame.locator('#write').getByRole('button', { name: 'Preview' }).click();
				await frame.locator('#write').getByRole('button', { name: 'Preview' }).and(frame.locator('[aria-pressed="true"], [aria-expanded="true"]')).or(frame.locator('#write .preview')).first().waitFor();
				await look(page, `${language} preview`);
			});

			it('with the form of a reply', async () => {
				await visit();
				await frame.locator(`#c-${first}`).getByRole('link', { name: 'Reply' }).click();
				await frame.locator('form:has(input[name="parent_id"]) textarea').waitFor();
				await look(page, `${language} reply`);
			});

			it('with a reply that is refused', async () => {
				await visit();
				await frame.locator(`#c-${first}`).getByRole('link', { name: 'Reply' }).click();
				const form = frame.locator('form:has(input[name="parent_id"])');
				await form.locator('textarea').fill(texts.said.repeat(400));
				await form.locator('button.primary').click();
				await form.locator('.errors, [role=alert]').first().waitFor();
				await look(page, `${language} refused`);
			});

			it('with the form of a report, and without its reason', async () => {
				await visit();
				await frame.locator(`#c-${first}`).getByRole('link', { name: 'Report' }).click();
				const form = frame.locator('form:has(input[name="reason"])');
				await form.waitFor();
				await look(page, `${language} report`);
				await form.getByRole('button', { name: /Report|Send/ }).first().click();
				await look(page, `${language} report-refused`);
			});

			it('with a folded branch and the keys', async () => {
				await visit();
				await frame.locator(`.branch[data-comment="${first}"] button, li:has(> #c-${first}) button[aria-expanded]`).first().click();
				await look(page, `${language} branch-folded`);
				await frame.locator('#reading-words > button').click();
				await frame.locator('dialog[open]').waitFor();
				await look(page, `${language} keys`);
			});
		});
});

// Runs in the page.
async function judge() {
	const said = await globalThis.axe.run({ iframes: false });
	const root = document.documentElement, wide = root.scrollWidth - root.clientWidth;
	return [...said.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`), ...(wide > 0 ? [`${wide} px too wide`] : [])];
}
