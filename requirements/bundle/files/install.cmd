@echo off
rem install.cmd [python.exe]: finds a Python that the wheels of this folder are for; install.py does the rest.
rem Plain ASCII up to the line that sets the code page to GBK; what follows is GBK.
setlocal EnableExtensions DisableDelayedExpansion
set "CODEPAGE="
for /f "tokens=2 delims=:." %%c in ('chcp') do set "CODEPAGE=%%c"
chcp 936 >nul 2>nul
pushd "%~dp0"
set PYTHON=
set CODE=2
if "%~1"=="" goto search
if not exist "%~1" goto none
set PYTHON="%~1"
goto found

:search
for %%v in (@PYTHONS@) do call :try py -%%v
call :try python
call :try python3
if not defined PYTHON goto none

:found
%PYTHON% -I install.py
set CODE=%ERRORLEVEL%
goto end

:none
echo 错误：没有找到能用的 Python，什么也没有安装。
echo   应为：64 位 Python @TOLD@（本安装包只带这些版本的程序）
echo   处理：安装 Python 后再运行本文件。
echo   已装在别处的，在命令提示符里写明它的位置：install.cmd "D:\Python311\python.exe"

:end
popd
if defined CODEPAGE chcp %CODEPAGE% >nul 2>nul
rem Opened by a double click, the window would close before anyone has read it.
for %%x in (%CMDCMDLINE%) do if /i "%%~x"=="/c" pause
exit /b %CODE%

:try
if defined PYTHON exit /b 0
%* -I install.py --suits >nul 2>nul
if not errorlevel 1 set PYTHON=%*
exit /b 0
