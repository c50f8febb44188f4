// SPDX-License-Identifier: Apache-2.0
// Goal: a site's admin makes an API token at the desk, sees it once, and ends it; with and without the script, and with Korean names.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { close, inspectDialog, inspectPage, open, person, press, server, signIn, skip } from './support.mjs';

const TOKEN = /^madang_[A-Za-z0-9_-]{43}$/;

describe('connections', { skip }, () => {
	before(open);
	after(close);

	for (const javaScriptEnabled of [true, false])
		it(`an admin makes a token, sees it once and ends it ${javaScriptEnabled ? 'with' : 'without'} the script`, async () => {
			const name = javaScriptEnabled ? '편집국 시스템' : 'cms';
			const page = await person({ javaScriptEnabled });
			await signIn(page, server.accounts.admin);
			await page.goto('/desk');
			await page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Connections' }).click();
			await page.getByRole('link', { name: 'Make a token…' }).click();
			await page.getByLabel('Name', { exact: true }).fill(name);
			await press(page, 'Make the token');
			await page.getByText('Tick what the token may do.').first().waitFor();
			if (javaScriptEnabled)
				await inspectDialog(page, 'token-form');
			await page.getByRole('checkbox', { name: /articles:create/ }).check();
			await page.getByLabel('It expires').selectOption('30');
			await press(page, 'Make the token');
			const made = await page.getByLabel(`Token of ${name}`).inputValue();
			assert.match(made, TOKEN);
			assert.equal(await page.getByRole('button', { name: 'Copy' }).count(), javaScriptEnabled ? 1 : 0);
			if (javaScriptEnabled) {
				await inspectDialog(page, 'token-made');
				await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
				await page.getByRole('button', { name: 'Copy' }).click();
				await page.getByRole('button', { name: 'Copied' }).waitFor();
				assert.equal(await page.evaluate(() => navigator.clipboard.readText()), made);
			}
			await page.getByRole('link', { name: 'To the list' }).click();
			await page.getByText(name, { exact: true }).waitFor();
			assert.ok(!(await page.content()).includes(made));
			if (javaScriptEnabled)
				await inspectPage(page, 'connections');
			await press(page, `End it now: ${name}`);
			await page.getByText('The token has ended.').waitFor();
			const answer = await fetch(`${server.url}/v1/articles`, { method: 'POST', headers: { Authorization: `Bearer ${made}`, 'Content-Type': 'application/json' },
				body: '{"key": "k", "url": "https://news.example/k", "title": "K"}' });
			assert.equal((await answer.json()).code, 'token_ended');
		});

	it('an admin connects a provider, is told what is wrong, changes it and removes it', async () => {
		const page = await person();
		await signIn(page, server.accounts.admin);
		await page.goto('/desk/connections?site=default');
		await page.getByRole('link', { name: 'Connect a provider…' }).click();
		await page.getByLabel('Short name').fill('daily');
		const settings = JSON.parse(await page.getByLabel('Settings, as JSON').inputValue());
		await page.getByLabel('Settings, as JSON').fill(JSON.stringify({ ...settings, title: '동네 신문', life_max: 0 }, null, 2));
		await page.getByLabel('Secret', { exact: true }).fill('0123456789abcdef0123456789abcdef');
		await press(page, 'Put it in force');
		await page.getByText('life_max is from 1 to 86400 seconds').first().waitFor();
		assert.equal(await page.getByLabel('Secret', { exact: true }).inputValue(), '');
		await page.getByLabel('Settings, as JSON').fill(JSON.stringify({ ...settings, title: '동네 신문' }, null, 2));
		await page.getByLabel('Secret', { exact: true }).fill('0123456789abcdef0123456789abcdef');
		await press(page, 'Put it in force');
		await page.getByText('The provider is in force.').waitFor();
		await inspectPage(page, 'connections-providers');
		await page.getByRole('link', { name: 'Change…: 동네 신문' }).click();
		await page.getByRole('heading', { name: 'Change a provider' }).waitFor();
		await inspectPage(page, 'provider-form');
		await press(page, 'Remove the provider');
		await page.getByText('The provider is removed.').waitFor();
	});
});
