/** "Ủy ban nhân dân Quận 7" is "Quận 7" where there is little room. */
export const withoutCommittee = (name: string): string =>
  name.replace(/^Ủy ban nhân dân /, "").replace(/^People's Committee of (the )?/, "");

/** For searching: without marks and in lower case, so that "nuoc thai" finds "Nước thải". */
export const plain = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
