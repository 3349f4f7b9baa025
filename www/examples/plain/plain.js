/** A plain page: the element, a filing, and a button that waits until no error is left. */
import '../../jixiao-form.js';
import { filing } from '../filing.js';

const form = document.getElementById('form');
const submit = document.getElementById('submit');
const told = document.getElementById('told');

form.addEventListener('report', ({ detail: { ok, counts } }) => {
  submit.disabled = !ok;
  told.textContent = ok ? '可以提交' : `还有 ${counts.error} 处错误`;
});

submit.addEventListener('click', () => {
  // A portal would send form.filing to its server.
  told.textContent = `已提交 ${form.filing.documents.length} 张表`;
});

form.filing = filing;
