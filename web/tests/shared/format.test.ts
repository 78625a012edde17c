import { describe, expect, test } from "vitest";
import { day, measured, moment, number, rounded, typedNumber } from "../../src/shared/format";

describe("numbers are written as people here write them", () => {
  test("a dot for thousands and a comma for tenths in Vietnamese", () => {
    expect(number("1234.5", "vi")).toBe("1.234,5");
    expect(number("1234567", "vi")).toBe("1.234.567");
    expect(number("-0.50", "vi")).toBe("−0,50");
  });
  test("the other way round in English", () => expect(number("1234.5", "en")).toBe("1,234.5"));
  test("digits are kept, also those that binary has not", () =>
    expect(number("12345678901234567890.10", "en")).toBe("12,345,678,901,234,567,890.10"));
  test("no blank before a per cent, one before a unit", () => {
    expect(measured("21.2", "%", "vi")).toBe("21,2%");
    expect(measured("7.5", "m²", "vi")).toBe("7,5 m²");
  });
});

describe("what is typed is read as it was meant, or not at all", () => {
  test("with and without groups", () => {
    expect(typedNumber("1.234,5", "vi")).toBe("1234.5");
    expect(typedNumber("1234,5", "vi")).toBe("1234.5");
    expect(typedNumber("1,234.5", "en")).toBe("1234.5");
    expect(typedNumber(" 12 ", "vi")).toBe("12");
    expect(typedNumber("−3", "vi")).toBe("-3");
  });
  test("what could be two numbers is none", () => {
    for (const typed of ["1.234.5", "1.23", "12,34,5", "1,5.000", "N/A", "", "1e5", "."])
      expect(typedNumber(typed, "vi"), typed).toBeUndefined();
  });
  test("three digits behind a dot are thousands in Vietnamese", () =>
    expect(typedNumber("1.234", "vi")).toBe("1234"));
});

describe("days", () => {
  test("in both languages", () => {
    expect(day("2023-06-16", "vi")).toBe("16/6/2023");
    expect(day("2023-06-16", "en")).toBe("16 June 2023");
  });
  test("with their hour, in the zone of the programme and not of the browser", () => {
    const zone = "Asia/Ho_Chi_Minh";
    expect(moment("2023-06-16T10:00:00Z", "vi", zone)).toBe("17g00 ngày 16/6/2023");
    expect(moment("2023-06-16T17:00:00+07:00", "en", zone)).toBe("17:00 on 16 June 2023");
    expect(moment("2023-06-16T18:30:00Z", "vi", zone)).toBe("1g30 ngày 17/6/2023");
  });
});

test("rounding is half away from zero, in decimal digits", () => {
  expect(rounded("95.3125", 1)).toBe("95.3");
  expect(rounded("0.05", 1)).toBe("0.1");
  expect(rounded("1.005", 2)).toBe("1.01");
  expect(rounded("-0.05", 1)).toBe("-0.1");
  expect(rounded("-0.04", 1)).toBe("0.0");
  expect(rounded("99.96", 1)).toBe("100.0");
  expect(rounded("7", 2)).toBe("7.00");
  expect(rounded("12.5", 0)).toBe("13");
});
