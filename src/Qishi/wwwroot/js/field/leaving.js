// Signing out anywhere on a phone that holds visits: what is sent goes from the phone, what is not stays for the same person, who is asked first.
import * as store from './store.js';

/** False when the person would rather stay. */
export async function leaving() {
  const book = await store.read('book');
  if (book) {
    const unsent = (await store.all('ops', book.account)).length;
    if (unsent > 0 && !confirm(`还有${unsent}项检查内容没有上传。退出后留在手机上，只有您自己再登录时看得到。要退出吗？`)) return false;
    await store.forget(book.account, false);
    await store.keep('book', null);
  }

  localStorage.removeItem('field-holds');
  return true;
}
