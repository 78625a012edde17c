// Answers of the server that came with the page itself, so that the first view asks for nothing more.
const element = typeof document === "undefined" ? null : document.getElementById("data");
const given: Record<string, unknown> = element?.textContent ? JSON.parse(element.textContent) : {};

/** What `address` would answer, if it came with the page. */
export function givenWith<T>(address: string): T | undefined {
  return given[address] as T | undefined;
}
