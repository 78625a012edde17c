import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import "../shared/fonts.css";
import "../shared/theme.css";
import { speak } from "../shared/language";
import { type Language, languages } from "../shared/words";
import { App } from "./App";
import "./office.css";
import { client } from "./server";
import { words } from "./words";

const chosen = localStorage.getItem("xanh:language");
const language: Language = languages.find((one) => one === chosen) ?? "vi";

const place = document.getElementById("page");
if (place)
  void speak(words, language).then(() =>
    createRoot(place).render(
      <StrictMode>
        <QueryClientProvider client={client}>
          <Router base="/office">
            <App />
          </Router>
        </QueryClientProvider>
      </StrictMode>,
    ),
  );
