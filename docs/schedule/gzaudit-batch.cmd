@echo off
rem Put this file into the workspace folder. The workspace is the folder of this file,
rem so that no Chinese name has to stand in it. Task Scheduler starts it (docs/batch.md).
chcp 65001 >nul
setlocal
set PYTHONUTF8=1
set GZAUDIT=C:\gzaudit\venv\Scripts\gzaudit.exe
set GZAUDIT_YEAR=2025
set GZAUDIT_OPTIONS=--quiet
if not exist "%~dp0logs" mkdir "%~dp0logs"
"%GZAUDIT%" batch %GZAUDIT_YEAR% --workspace "%~dp0." %GZAUDIT_OPTIONS% <nul >"%~dp0logs\task.log" 2>&1
exit /b %errorlevel%
