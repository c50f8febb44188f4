// SPDX-License-Identifier: Apache-2.0
// A button that copies a field's text, where the browser lets pages write to the clipboard. Without it the reader selects the text.
export function start() {
	for (const button of document.querySelectorAll('button[data-copy]')) {
		if (!navigator.clipboard)
			continue;
		const field = document.getElementById(button.dataset.copy);
		button.hidden = false;
		button.addEventListener('click', async () => {
			field.select();
			await navigator.clipboard.writeText(field.value);
			button.textContent = button.dataset.copied;
		});
	}
}
