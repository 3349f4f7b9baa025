/* Runs only in browsers without modules, so it uses only the oldest JavaScript. */
document.addEventListener('DOMContentLoaded', function () {
  var message = /** @type {HTMLElement} */ (document.getElementById('message'));
  message.className = 'message problem';
  message.textContent =
    '这个浏览器版本过低，无法核对表格。请改用 Chrome 96、Firefox 79、Safari 15.1 或更高版本。';
});
