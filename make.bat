@ECHO OFF
REM The Makefile's targets where there is no make; see there for what each does.

pushd %~dp0
setlocal

if "%PYTHON%" == "" set PYTHON=python
if "%VENV%" == "" set VENV=.venv
if "%BUILD%" == "" set BUILD=build
if "%PYTESTOPTS%" == "" set PYTESTOPTS=-n auto --dist loadfile --no-loadscope-reorder
if "%SERVEOPTS%" == "" set SERVEOPTS=--open-browser
set RUN=%VENV%\Scripts\python.exe
set SPHINX=%RUN% -m sphinx -c . -d %BUILD%\doctrees

if "%1" == "" goto help
for %%t in (help html dirhtml singlehtml pdf epub serve linkcheck gettext docs test check clean) do if "%1" == "%%t" goto %%t
echo There is no target "%1".
echo.
call :targets
set STATUS=1
goto leave

:help
call :targets
goto end

:targets
echo make.bat TARGET, where TARGET is one of
echo   html        the site in %BUILD%\html, the PDF and the EPUB beside its pages
echo   dirhtml     the same, with a folder for each page: addresses without .html
echo   singlehtml  the whole book as one HTML page
echo   pdf         %BUILD%\typst\case-studies.pdf
echo   epub        %BUILD%\epub\case-studies.epub
echo   serve       build, open in a browser, and build again whenever a file is saved
echo   linkcheck   ask each site that the book links to whether the page is still there
echo   gettext     the book's messages for translators in %BUILD%\gettext
echo   docs        the manual of the extension in %BUILD%\docs
echo   test        run the tests
echo   check       style, types, and every internal link of the book and the manual
echo   clean       remove what was built
exit /b 0

:html
:dirhtml
call :install requirements.txt || goto failed
call :site %1 || goto failed
echo Open %BUILD%\%1\index.html
goto end

:singlehtml
call :install requirements.txt || goto failed
%SPHINX% -b singlehtml %SPHINXOPTS% source %BUILD%\singlehtml || goto failed
goto end

:pdf
call :install requirements.txt || goto failed
%SPHINX% -b typst %SPHINXOPTS% source %BUILD%\typst || goto failed
goto end

:epub
call :install requirements.txt || goto failed
%SPHINX% -b epub %SPHINXOPTS% source %BUILD%\epub || goto failed
goto end

:serve
call :install requirements.txt || goto failed
call :site html || goto failed
%RUN% -m sphinx_autobuild -c . -d %BUILD%\doctrees --watch conf.py --watch src %SERVEOPTS% %SPHINXOPTS% source %BUILD%\html || goto failed
goto end

:linkcheck
call :install requirements.txt || goto failed
%SPHINX% -b linkcheck %SPHINXOPTS% source %BUILD%\linkcheck || goto failed
goto end

:gettext
call :install requirements.txt || goto failed
%RUN% -m sphinx -c . -d %BUILD%\gettext-doctrees -b gettext %SPHINXOPTS% source %BUILD%\gettext || goto failed
goto end

:docs
call :install requirements.txt || goto failed
call :manual || goto failed
goto end

:test
call :install requirements-dev.txt || goto failed
%RUN% -m pytest %PYTESTOPTS% || goto failed
goto end

:check
call :install requirements-dev.txt || goto failed
call :site html || goto failed
call :manual || goto failed
%RUN% -m ruff check || goto failed
%RUN% -m ruff format --check || goto failed
%RUN% -m mypy || goto failed
%RUN% -m tests.sitecheck %BUILD%\html %BUILD%\docs %BUILD%\epub\case-studies.epub || goto failed
goto end

:clean
if exist %BUILD% rmdir /s /q %BUILD%
goto end

REM -- Steps that several targets take

:install
if not exist %RUN% %PYTHON% -m venv %VENV% || exit /b 1
REM A copy of the requirements is the stamp: other ones, or none, install again.
fc /b %1 %VENV%\%1 >nul 2>nul && exit /b 0
%RUN% -m pip install --quiet --disable-pip-version-check --require-hashes -r %1 || exit /b 1
%RUN% -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . || exit /b 1
copy /y %1 %VENV%\%1 >nul
exit /b 0

:site
%SPHINX% -b %1 %SPHINXOPTS% source %BUILD%\%1 || exit /b 1
%SPHINX% -b typst -q %SPHINXOPTS% source %BUILD%\typst || exit /b 1
%SPHINX% -b epub -q %SPHINXOPTS% source %BUILD%\epub || exit /b 1
copy /y %BUILD%\typst\case-studies.pdf %BUILD%\%1\ >nul || exit /b 1
copy /y %BUILD%\epub\case-studies.epub %BUILD%\%1\ >nul || exit /b 1
exit /b 0

:manual
%RUN% -m sphinx -b html -W -n --keep-going -d %BUILD%\docs-doctrees %SPHINXOPTS% docs %BUILD%\docs || exit /b 1
%RUN% docs\_ext\gallery.py %BUILD% || exit /b 1
exit /b 0

:failed
set STATUS=1
goto leave

:end
set STATUS=0

:leave
popd
exit /b %STATUS%
