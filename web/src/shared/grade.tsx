// A grade is always shape, word and colour together; never colour alone.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Words } from "./words";

export type Grade = "completed" | "over_95" | "not_yet_due" | "not_achieved" | "no_data" | "qualitative";

export const grades: readonly Grade[] = [
  "completed", "over_95", "not_yet_due", "not_achieved", "no_data", "qualitative",
];

export const gradeWords = {
  "grade.completed": ["Đã hoàn thành", "Completed"],
  "grade.over_95": ["Đạt trên 95%", "Over 95% attained"],
  "grade.not_yet_due": ["Chưa đến thời điểm đánh giá", "Not yet due"],
  "grade.not_achieved": ["Chưa đạt", "Not achieved"],
  "grade.no_data": ["Chưa có số liệu", "No figure yet"],
  "grade.qualitative": ["Định tính", "Qualitative"],
  "rating.good": ["Tốt", "Good"],
  "rating.fair": ["Khá", "Fair"],
  "rating.average": ["Trung bình", "Average"],
  "rating.poor": ["Chưa đạt", "Not met"],
} as const satisfies Words;

const shapes: Record<Grade, ReactElement> = {
  completed: <circle cx="8" cy="8" r="6.5" fill="currentColor" />,
  over_95: (
    <>
      <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2.25A5.75 5.75 0 1 1 2.25 8L8 8Z" fill="currentColor" />
    </>
  ),
  not_yet_due: (
    <>
      <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2.25A5.75 5.75 0 0 1 13.75 8L8 8Z" fill="currentColor" />
    </>
  ),
  not_achieved: <rect x="2" y="2" width="12" height="12" rx="1" fill="currentColor" />,
  no_data: <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  qualitative: <path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="none" stroke="currentColor" strokeWidth="1.5" />,
};

export function GradeShape({ grade }: { grade: Grade }) {
  return (
    <svg className={`shape ${grade}`} viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true">
      {shapes[grade]}
    </svg>
  );
}

export function GradeMark({ grade }: { grade: Grade }) {
  const { t } = useTranslation();
  return (
    <span className={`grade ${grade}`}>
      <GradeShape grade={grade} /> {t(`grade.${grade}`)}
    </span>
  );
}
